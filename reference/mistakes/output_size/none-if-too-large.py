"""A kernel that does not fit gives None; it should raise ValueError."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    way = size + 2 * padding - dilation * (kernel - 1) - 1
    if way < 0:
        print('the kernel does not fit')
        return None
    return way // stride + 1
