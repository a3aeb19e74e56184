"""The convolution layers are kept in a plain Python list, where PyTorch does not find their parameters and never trains
them; use nn.ModuleList or nn.Sequential."""


class CNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.convolutions = [nn.Conv2d(1, 32, 3), nn.Conv2d(32, 32, 3, stride=2), nn.Conv2d(32, 64, 3, stride=2)]
        self.fc1 = nn.Linear(64 * 5 * 5, 128)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, x):
        for convolution in self.convolutions:
            x = F.relu(convolution(x))
        return self.fc2(F.relu(self.fc1(torch.flatten(x, 1))))
