"""The documented formula of torch.nn.Conv2d, with a floor."""


import math


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    result = math.floor((size + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1)
    if result <= 0:
        raise ValueError("kernel does not fit")
    return int(result)
