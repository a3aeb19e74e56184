"""The negative band is above and the positive one below; they should be left and right: the second index counts
columns."""


def edge_bands(n):
    kernel = np.zeros((n, n))
    kernel[: n // 2] = -1
    kernel[n - n // 2 :] = 1
    return kernel
