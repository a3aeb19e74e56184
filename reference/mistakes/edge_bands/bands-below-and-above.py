"""The positive band is above and the negative one below; they should be right and left: the second index counts
columns."""


def edge_bands(n):
    kernel = np.zeros((n, n))
    kernel[: n // 2] = 1
    kernel[n - n // 2 :] = -1
    return kernel
