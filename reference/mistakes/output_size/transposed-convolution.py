"""This is the size that a transposed convolution gives; here the output gets smaller with the stride."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    way = size + 2 * padding - dilation * (kernel - 1) - 1
    if way < 0:
        raise ValueError("the kernel does not fit")
    return (size - 1) * stride - 2 * padding + dilation * (kernel - 1) + 1
