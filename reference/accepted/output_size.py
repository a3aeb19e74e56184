"""Accepted solutions of output_size."""

import math

import numpy as np
import torch
import torch.nn.functional as F


def asks_torch(size, kernel, stride=1, padding=0, dilation=1):
    """PyTorch is asked for the size, on tensors without values."""
    x, flt = torch.empty(1, 1, size, device="meta"), torch.empty(1, 1, kernel, device="meta")
    try:
        return F.conv1d(x, flt, stride=stride, padding=padding, dilation=dilation).shape[-1]
    except RuntimeError as error:
        raise ValueError(str(error)) from None


def ceiling(size, kernel, stride=1, padding=0, dilation=1):
    """Rounds up with math.ceil."""
    free = size + padding + padding - (kernel + (kernel - 1) * (dilation - 1)) + 1
    if free <= 0:
        raise ValueError("negative output")
    return math.ceil(free / stride)


def counted(size, kernel, stride=1, padding=0, dilation=1):
    """Counts the positions one after another."""
    last = dilation * (kernel - 1)
    positions = 0
    start = -padding
    while start + last < size + padding:
        positions += 1
        start += stride
    if not positions:
        raise ValueError("the kernel does not fit")
    return positions


def floor_of_a_fraction(size, kernel, stride=1, padding=0, dilation=1):
    """The documented formula of torch.nn.Conv2d, with a floor."""
    result = math.floor((size + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1)
    if result <= 0:
        raise ValueError("kernel does not fit")
    return int(result)


def numpy_integer(size, kernel, stride=1, padding=0, dilation=1):
    """A NumPy integer by divmod."""
    steps, _ = divmod(np.int64(size + 2 * padding - dilation * (kernel - 1) - 1), stride)
    if steps < 0:
        raise ValueError(size, kernel)
    return steps + 1


def length_of_a_range(size, kernel, stride=1, padding=0, dilation=1):
    """The length of a range."""
    n = len(range(0, size + 2 * padding - dilation * (kernel - 1), stride))
    if n < 1:
        raise ValueError(f"{kernel=} is too large for {size=}")
    return n


def recursion(size, kernel, stride=1, padding=0, dilation=1):
    """Each further position costs one stride."""
    if padding:
        return recursion(size + 2 * padding, kernel, stride, 0, dilation)
    way = size - 1 - (kernel - 1) * dilation
    if way < 0:
        raise ValueError("does not fit")
    return 1 if way < stride else 1 + recursion(size - stride, kernel, stride, 0, dilation)
