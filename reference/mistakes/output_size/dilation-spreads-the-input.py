"""The dilation makes the input smaller instead of the kernel larger: it covers dilation * (kernel - 1) + 1 entries."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    way = size // dilation + 2 * padding - kernel
    if way < 0:
        raise ValueError("the kernel does not fit")
    return way // stride + 1
