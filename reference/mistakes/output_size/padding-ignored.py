"""The padding is not used: it adds entries on both sides of the input."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    way = size - dilation * (kernel - 1) - 1
    if way < 0:
        raise ValueError("the kernel does not fit")
    return way // stride + 1
