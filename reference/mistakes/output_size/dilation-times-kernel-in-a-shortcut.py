"""Where there is dilation and nothing else, the kernel is taken to cover dilation * kernel entries; after its last tap
nothing follows: dilation * (kernel - 1) + 1."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    way = size + 2 * padding - dilation * (kernel - 1) - 1
    if way < 0:
        raise ValueError("the kernel does not fit")
    if stride == 1 and padding == 0:
        return size - dilation * kernel + 1
    return way // stride + 1
