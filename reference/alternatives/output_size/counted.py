"""Counts the positions one after another."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    last = dilation * (kernel - 1)
    positions = 0
    start = -padding
    while start + last < size + padding:
        positions += 1
        start += stride
    if not positions:
        raise ValueError("the kernel does not fit")
    return positions
