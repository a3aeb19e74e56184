"""The entry stands one row above and one column left of the centre; the centre is [n // 2, n // 2]."""


def identity(n, scale=1.0):
    kernel = np.zeros((n, n))
    kernel[n // 2 - 1, n // 2 - 1] = scale
    return kernel
