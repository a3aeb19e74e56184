"""A kernel that does not fit gives a number of 0 or less; it should raise ValueError."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    return (size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1
