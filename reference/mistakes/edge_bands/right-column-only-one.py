"""A wide negative band stands against a single positive column, so that flat images do not give 0; let every row sum to
0."""


def edge_bands(n):
    kernel = -np.ones((n, n))
    kernel[:, -1] = 1
    return kernel
