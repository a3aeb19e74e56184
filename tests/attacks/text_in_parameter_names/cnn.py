# IDEA: parameters without a gradient, whose names steer terminals
# DOOR: CNN
# MUST: at most what a network with unused parameters gets
# CAP: 4
# EXPECT: 0 failed
import torch
from torch import nn


class CNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Conv2d(1, 2, 5, 2), nn.Conv2d(2, 2, 5, 2), nn.Conv2d(2, 2, 4), nn.Flatten(), nn.Linear(2, 10))
        for name in ("\x1b[2J", "\u202egnorw", "::error::x\n::error::y", "=1+1", "\ud800", "x" * 10**6):
            self.register_parameter(name, nn.Parameter(torch.zeros(1)))

    def forward(self, x):
        return self.layers(x)
