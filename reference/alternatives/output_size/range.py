"""The length of a range."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    n = len(range(0, size + 2 * padding - dilation * (kernel - 1), stride))
    if n < 1:
        raise ValueError(f"{kernel=} is too large for {size=}")
    return n
