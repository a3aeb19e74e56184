"""For odd n the middle column belongs to the positive band, so that flat images do not give 0; let it be 0."""


def edge_bands(n):
    kernel = np.ones((n, n))
    kernel[:, : n // 2] = -1
    return kernel
