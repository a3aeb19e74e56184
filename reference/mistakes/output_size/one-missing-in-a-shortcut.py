"""The shortcut for plain kernels has no + 1, though the first position counts, too: size - kernel + 1."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    way = size + 2 * padding - dilation * (kernel - 1) - 1
    if way < 0:
        raise ValueError("the kernel does not fit")
    if (stride, padding, dilation) == (1, 0, 1):
        return way
    return way // stride + 1
