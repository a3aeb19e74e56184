"""For odd n the middle column belongs to the negative band, so that flat images do not give 0; let it be 0."""


def edge_bands(n):
    kernel = -np.ones((n, n))
    kernel[:, n - n // 2 :] = 1
    return kernel
