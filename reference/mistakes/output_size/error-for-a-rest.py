"""A stride that leaves a rest is refused; the rest is simply not used: round down."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    way = size + 2 * padding - dilation * (kernel - 1) - 1
    if way < 0 or way % stride:
        raise ValueError('the kernel does not fit')
    return way // stride + 1
