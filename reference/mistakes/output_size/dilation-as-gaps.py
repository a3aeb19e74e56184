"""The dilation is taken as the number of free places between two entries; it is their distance: 1 means no gap."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    way = size + 2 * padding - (kernel + dilation * (kernel - 1))
    if way < 0:
        raise ValueError("the kernel does not fit")
    return way // stride + 1
