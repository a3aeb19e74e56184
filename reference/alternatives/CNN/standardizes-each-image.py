"""Every image standardized by its own mean and deviation; instance normalisation within."""


class CNN(CNN):
    def __init__(self):
        super().__init__()
        self.norm = nn.InstanceNorm2d(32, affine=True)

    def forward(self, x):
        x = (x - x.mean(dim=(1, 2, 3), keepdim=True)) / (x.std(dim=(1, 2, 3), keepdim=True) + 1e-5)
        x = self.norm(F.relu(self.conv1(x)))
        x = F.relu(self.conv3(F.relu(self.conv2(x))))
        return self.out(self.dropout(F.relu(self.hidden(x.flatten(1)))))
