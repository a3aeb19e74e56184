# IDEA: the network takes all the memory that there is, in many ways, and answers from what is left
# DOOR: CNN
# MUST: 0 points: memory has a limit, and the machine is not troubled
# EXPECT: 0 memory,crashed
import mmap

import numpy as np
import torch
from torch import nn


class CNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.hoard = []
        for size in (1 << 30, 1 << 28, 1 << 26, 1 << 24):
            try:
                while len(self.hoard) < 10_000:
                    self.hoard.append(mmap.mmap(-1, size))
            except OSError:
                self.hoard.append(np.zeros(1))
        self.weight = nn.Parameter(torch.ones(1 << 40))
