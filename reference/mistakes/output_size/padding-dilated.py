"""The padding is multiplied by the dilation; dilation spreads the kernel only."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    way = size + 2 * padding * dilation - dilation * (kernel - 1) - 1
    if way < 0:
        raise ValueError("the kernel does not fit")
    return way // stride + 1
