"""The division by / gives a float, with a rest where the stride leaves one; asked is an int: divide by //."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    way = size + 2 * padding - dilation * (kernel - 1) - 1
    if way < 0:
        raise ValueError("the kernel does not fit")
    return way / stride + 1
