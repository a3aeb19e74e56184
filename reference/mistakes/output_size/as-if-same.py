"""This is the size for a padding that keeps it ("same"); the size of the kernel counts here."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    way = size + 2 * padding - dilation * (kernel - 1) - 1
    if way < 0:
        raise ValueError("the kernel does not fit")
    return -(-size // stride)
