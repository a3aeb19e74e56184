"""forward switches the network back to train mode, so batch normalisation goes by the batch in eval mode too; leave the
mode to whoever calls."""


class CNN(CNN):
    def __init__(self):
        super().__init__()
        self.bn = nn.BatchNorm2d(32)

    def forward(self, x):
        self.train()
        x = self.bn(F.relu(self.conv1(x)))
        x = F.relu(self.conv3(F.relu(self.conv2(x))))
        return self.out(F.relu(self.hidden(torch.flatten(x, 1))))
