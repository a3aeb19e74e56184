"""A NumPy integer by divmod."""


def output_size(size, kernel, stride=1, padding=0, dilation=1):
    steps, _ = divmod(np.int64(size + 2 * padding - dilation * (kernel - 1) - 1), stride)
    if steps < 0:
        raise ValueError(size, kernel)
    return steps + 1
