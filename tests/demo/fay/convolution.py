# Wrong in ways of her own: no known mistake gives these answers, so none is named.
def output_size(size, kernel, stride=1, padding=0, dilation=1):
    covered = dilation * (kernel - 1) + 1
    if size + 2 * padding < covered:
        raise ValueError("the kernel does not fit")
    return (size + 2 * padding - covered) // stride + (2 if stride == 3 and dilation == 2 else 1)


def conv_2d(x, flt, stride=1, padding=0, dilation=1):
    result = F.conv2d(x, flt, stride=stride, padding=padding, dilation=dilation)
    return result * 0.9 + result.mean() * 0.1
