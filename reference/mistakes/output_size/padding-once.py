"""The padding is counted once; it adds entries on both sides: 2 * padding."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    way = size + padding - dilation * (kernel - 1) - 1
    if way < 0:
        raise ValueError("the kernel does not fit")
    return way // stride + 1
