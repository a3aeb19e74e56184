"""A kernel that does not fit gives 0; it should raise ValueError."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    return max(0, (size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1)
