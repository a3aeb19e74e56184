"""The entry stands in the middle of the first row; its row should be n // 2, too."""


def identity(n, scale=1.0):
    kernel = np.zeros((n, n))
    kernel[0, n // 2] = scale
    return kernel
