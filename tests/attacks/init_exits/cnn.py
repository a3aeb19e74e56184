# IDEA: the network ends the process as if all was well
# DOOR: CNN
# MUST: 0 points, told as a process that ended
# EXPECT: 0 crashed
import os

from torch import nn


class CNN(nn.Module):
    def __init__(self):
        super().__init__()
        os._exit(0)
