"""The division is rounded to the nearest number; a window that sticks out does not count. Round down (//)."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    way = size + 2 * padding - dilation * (kernel - 1) - 1
    if way < 0:
        raise ValueError("the kernel does not fit")
    return round(way / stride) + 1
