"""The size of the kernel is not subtracted: only where it fits wholly is there a position."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    way = size + 2 * padding - dilation * (kernel - 1) - 1
    if way < 0:
        raise ValueError("the kernel does not fit")
    return (size + 2 * padding) // stride
