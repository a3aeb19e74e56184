"""The left band ends one column too early, so that the bands differ in width and flat images do not give 0."""


def edge_bands(n):
    kernel = np.zeros((n, n))
    kernel[:, : n // 2 - 1] = -1
    kernel[:, n - n // 2 :] = 1
    return kernel
