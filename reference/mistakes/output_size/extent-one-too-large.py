"""The result is one too small and fitting kernels are refused: 1 is subtracted twice."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    way = size + 2 * padding - dilation * (kernel - 1) - 2
    if way < 0:
        raise ValueError("the kernel does not fit")
    return way // stride + 1
