"""Where there is a stride and nothing else, the 1 is added before the division by the stride; it belongs after it."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    way = size + 2 * padding - dilation * (kernel - 1) - 1
    if way < 0:
        raise ValueError("the kernel does not fit")
    if padding == 0 and dilation == 1:
        return (size - kernel + 1) // stride
    return way // stride + 1
