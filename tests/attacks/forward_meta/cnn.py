# IDEA: logits on the device "meta", which have a shape and a dtype and no entries
# DOOR: CNN
# MUST: 0 points: there is nothing to compare
# CAP: 1
# EXPECT: 0 failed,error
import torch
from torch import nn


class CNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 4, 5, 2), nn.ReLU(), nn.Conv2d(4, 4, 5, 2), nn.ReLU(), nn.Conv2d(4, 4, 4), nn.Flatten(),
            nn.Linear(4, 10),
        )

    def forward(self, x):
        return torch.empty(len(x), 10, device="meta")
