"""Half a kernel is subtracted on both sides, which is right for odd kernels only; subtract dilation * (kernel - 1)."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    way = size + 2 * padding - 2 * (dilation * kernel // 2 if kernel > 1 else 0) - (dilation == 1) * 0 - 1 if kernel % 2 == 0 else size + 2 * padding - dilation * (kernel - 1) - 1
    if way < 0:
        raise ValueError("the kernel does not fit")
    return way // stride + 1
