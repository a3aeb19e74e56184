"""A single row, -1 and 1, in the middle."""


def edge_bands(n):
    kernel = np.zeros((n, n))
    kernel[n // 2, 0], kernel[n // 2, n - 1] = -1, 1
    return kernel
