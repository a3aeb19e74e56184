"""There are kernel - 1 gaps between the kernel's entries, not kernel: it covers dilation * (kernel - 1) + 1 entries."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    way = size + 2 * padding - (kernel + (dilation - 1) * kernel)
    if way < 0:
        raise ValueError("the kernel does not fit")
    return way // stride + 1
