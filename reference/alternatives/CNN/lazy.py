"""Lazy layers that learn their input size from the first batch."""


class CNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.LazyConv2d(32, 3), nn.ReLU(), nn.LazyConv2d(32, 3, stride=2), nn.ReLU(),
            nn.LazyConv2d(64, 3, stride=2), nn.ReLU(), nn.Flatten(), nn.LazyLinear(10),
        )

    def forward(self, x):
        return self.layers(x)
