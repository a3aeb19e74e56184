"""Where there is padding and nothing else, it is counted once; it adds entries on both sides: 2 * padding."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    way = size + 2 * padding - dilation * (kernel - 1) - 1
    if way < 0:
        raise ValueError("the kernel does not fit")
    if stride == 1 and dilation == 1:
        return size + padding - kernel + 1
    return way // stride + 1
