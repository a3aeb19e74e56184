"""Only the input's size is divided by the stride; divide the kernel's whole way, which is what is left beside the
kernel."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    way = size + 2 * padding - dilation * (kernel - 1) - 1
    if way < 0:
        raise ValueError("the kernel does not fit")
    return size // stride + 2 * padding - dilation * (kernel - 1)
