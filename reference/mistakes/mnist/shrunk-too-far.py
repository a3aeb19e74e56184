"""Three strides of 2 leave 2 x 2 places of the image, and few channels to describe them, so much is lost before the
linear layer; keep more places or more channels."""


class CNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 12, 3, stride=2)
        self.conv2 = nn.Conv2d(12, 12, 3, stride=2)
        self.conv3 = nn.Conv2d(12, 24, 3, stride=2)
        self.out = nn.Linear(24 * 2 * 2, 10)

    def forward(self, x):
        x = F.relu(self.conv1(x))
        x = F.relu(self.conv2(x))
        x = F.relu(self.conv3(x))
        return self.out(torch.flatten(x, 1))
