"""Batch normalisation is made without running statistics, so that even in eval mode an image's logits depend on the
rest of the batch; leave track_running_stats=False out."""


class CNN(CNN):
    def __init__(self):
        super().__init__()
        self.bn = nn.BatchNorm2d(32, track_running_stats=False)

    def forward(self, x):
        x = self.bn(F.relu(self.conv1(x)))
        x = F.relu(self.conv3(F.relu(self.conv2(x))))
        return self.out(self.dropout(F.relu(self.hidden(torch.flatten(x, 1)))))
