"""ValueError comes only for results below 0; a result of 0 means too that the kernel does not fit."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    count = (size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1
    if count < 0:
        raise ValueError('the kernel does not fit')
    return count
