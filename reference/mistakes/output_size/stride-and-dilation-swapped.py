"""Stride and dilation have changed places: the stride divides the way, the dilation spreads the kernel."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    way = size + 2 * padding - stride * (kernel - 1) - 1
    if way < 0:
        raise ValueError("the kernel does not fit")
    return way // dilation + 1
