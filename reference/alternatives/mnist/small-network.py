"""A small network, four convolutions with few channels."""


class CNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 12, 3), nn.ReLU(), nn.Conv2d(12, 12, 3, stride=2), nn.ReLU(),
            nn.Conv2d(12, 24, 3), nn.ReLU(), nn.Conv2d(24, 24, 3, stride=2), nn.ReLU(), nn.Flatten(),
        )
        self.out = nn.Linear(24 * 4 * 4, 10)

    def forward(self, x):
        return self.out(self.features(x))
