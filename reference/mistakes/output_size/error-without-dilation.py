"""The kernel is compared with the input as if it were not dilated; what has to fit is dilation * (kernel - 1) + 1."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    if kernel > size + 2 * padding:
        raise ValueError('the kernel does not fit')
    return (size + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1
