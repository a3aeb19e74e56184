"""A dilated kernel is taken as dilation * kernel long; it has only kernel - 1 gaps between its entries, so that it
covers dilation * (kernel - 1) + 1."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    way = size + 2 * padding - dilation * kernel
    if way < 0:
        raise ValueError("the kernel does not fit")
    return way // stride + 1
