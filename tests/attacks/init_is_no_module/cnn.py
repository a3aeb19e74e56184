# IDEA: what is made only says that it is a network: its class lies, and it has an answer to every question
# DOOR: CNN
# MUST: at most what zeros of the right shape get
# CAP: 4
# EXPECT: 0 failed,error
import torch
from torch import nn


class Anything:
    __class__ = nn.Module

    def __getattr__(self, name):
        return lambda *arguments, **options: [(f"layer{i}", nn.Parameter(torch.zeros(1, 1, 1, 1))) for i in range(9)]

    def __call__(self, x):
        return torch.zeros(len(x), 10)


class CNN:
    def __new__(cls):
        return Anything()
