"""Two slices of a kernel of zeros."""


def edge_bands(n):
    kernel = np.zeros((n, n))
    kernel[:, : n // 2] = -1
    kernel[:, n - n // 2 :] = 1
    return kernel
