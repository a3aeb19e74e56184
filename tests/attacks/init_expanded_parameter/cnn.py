# IDEA: a parameter of 10^10 entries that is one number, expanded: its gradient would need 40 GB
# DOOR: CNN
# MUST: at most what its right shapes get; the gradient is not to be had
# CAP: 3
# EXPECT: 0 memory,failed
import torch
from torch import nn


class CNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(1).expand(100_000, 100_000))

    def forward(self, x):
        return x.flatten(1)[:, :10] * self.weight[0, 0]
