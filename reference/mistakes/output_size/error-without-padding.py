"""The kernel is compared with the input without its padding; with padding it may fit."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    if dilation * (kernel - 1) + 1 > size:
        raise ValueError('the kernel does not fit')
    return (size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1
