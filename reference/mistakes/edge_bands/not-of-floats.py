"""The values are right, but not their type: asked is float32 or float64, no whole numbers."""


def edge_bands(n):
    kernel = np.zeros((n, n), dtype=int)
    kernel[:, : n // 2] = -1
    kernel[:, n - n // 2 :] = 1
    return kernel
