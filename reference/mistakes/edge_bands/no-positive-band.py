"""There is a negative band only; the right band should be 1 to cancel it."""


def edge_bands(n):
    kernel = np.zeros((n, n))
    kernel[:, : n // 2] = -1
    return kernel
