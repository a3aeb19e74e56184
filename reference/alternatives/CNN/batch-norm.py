"""Batch normalisation after every convolution, without biases."""


class CNN(nn.Module):
    def __init__(self):
        super().__init__()
        widths = (1, 24, 48, 64)
        self.blocks = nn.ModuleList(
            nn.Sequential(nn.Conv2d(a, b, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(b), nn.ReLU(inplace=True))
            for a, b in zip(widths, widths[1:])
        )
        self.head = nn.Linear(64 * 4 * 4, 10)

    def forward(self, x):
        for block in self.blocks:
            x = block(x)
        return self.head(x.view(x.size(0), -1))
