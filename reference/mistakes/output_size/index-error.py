"""IndexError is raised for a kernel that does not fit; asked is ValueError."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    way = size + 2 * padding - dilation * (kernel - 1) - 1
    if way < 0:
        raise IndexError('the kernel does not fit')
    return way // stride + 1
