"""The dilation is not used: a dilated kernel covers dilation * (kernel - 1) + 1 entries."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    way = size + 2 * padding - kernel
    if way < 0:
        raise ValueError("the kernel does not fit")
    return way // stride + 1
