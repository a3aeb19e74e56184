"""The kernel is taken as dilation * (kernel - 1) long; its last entry counts too: add 1."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    way = size + 2 * padding - dilation * (kernel - 1)
    if way < 0:
        raise ValueError("the kernel does not fit")
    return way // stride + 1
