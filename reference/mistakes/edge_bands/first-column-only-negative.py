"""A single negative column stands against a wide positive band, so that flat images do not give 0; let every row sum to
0."""


def edge_bands(n):
    kernel = np.ones((n, n))
    kernel[:, 0] = -1
    return kernel
