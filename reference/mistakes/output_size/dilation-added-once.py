"""The dilation is added once; there is a gap between all neighbours: dilation * (kernel - 1) + 1."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    way = size + 2 * padding - (kernel + dilation - 1)
    if way < 0:
        raise ValueError("the kernel does not fit")
    return way // stride + 1
