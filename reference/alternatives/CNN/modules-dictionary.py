"""Layers in an nn.ModuleDict, with convolutions of oblong kernels."""


class CNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.ModuleDict({
            "down": nn.Conv2d(1, 16, (5, 1), stride=(2, 1)),
            "across": nn.Conv2d(16, 16, (1, 5), stride=(1, 2)),
            "both": nn.Conv2d(16, 48, 3, stride=2, dilation=1),
            "out": nn.Linear(48 * 5 * 5, 10),
        })

    def forward(self, x):
        for name in ("down", "across", "both"):
            x = torch.tanh(self.layer[name](x))
        return self.layer["out"](nn.Flatten()(x))
