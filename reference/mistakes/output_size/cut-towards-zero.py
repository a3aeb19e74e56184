"""int(way / stride) rounds a negative way up to 0, so that a kernel just too large is not seen: look at the way before
it is divided."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    count = int((size + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1
    if count < 1:
        raise ValueError('the kernel does not fit')
    return count
