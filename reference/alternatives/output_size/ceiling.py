"""Rounds up with math.ceil."""


import math


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    free = size + padding + padding - (kernel + (kernel - 1) * (dilation - 1)) + 1
    if free <= 0:
        raise ValueError("negative output")
    return math.ceil(free / stride)
