# IDEA: honest: a right network with a buffer of 40 GB that is one number, expanded
# DOOR: CNN
# MUST: full marks: a buffer is never copied
# EXPECT: full
import torch
from torch import nn


class CNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("scale", torch.ones(1).expand(100_000, 100_000))
        self.layers = nn.Sequential(
            nn.Conv2d(1, 4, 5, 2), nn.ReLU(), nn.Conv2d(4, 4, 5, 2), nn.ReLU(), nn.Conv2d(4, 4, 4), nn.Flatten(),
            nn.Linear(4, 10),
        )

    def forward(self, x):
        return self.layers(x) * self.scale[0, :10]
