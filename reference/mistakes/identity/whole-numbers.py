"""The decimals of `scale` are cut off, by int() or by a kernel of whole numbers; the kernel should be of floats, and
its centre exactly `scale`."""


def identity(n, scale=1.0):
    kernel = np.zeros((n, n), dtype=int)
    kernel[n // 2, n // 2] = scale
    return kernel
