"""The padding is added behind the division by the stride; it makes the input larger and belongs before it."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    way = size + 2 * padding - dilation * (kernel - 1) - 1
    if way < 0:
        raise ValueError("the kernel does not fit")
    return (size - dilation * (kernel - 1) - 1) // stride + 2 * padding + 1
