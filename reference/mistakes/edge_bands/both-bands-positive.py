"""Both bands are positive, as after np.abs; the left one should be -1."""


def edge_bands(n):
    kernel = np.zeros((n, n))
    kernel[:, : n // 2] = 1
    kernel[:, n - n // 2 :] = 1
    return kernel
