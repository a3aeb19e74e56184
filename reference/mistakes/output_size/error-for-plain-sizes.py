"""The kernel's size is compared with the input's, without padding and dilation; both count."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    if kernel > size:
        raise ValueError('the kernel does not fit')
    return (size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1
