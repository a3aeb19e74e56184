"""A wide weak band left and a narrow strong one right: every row sums to 0."""


def edge_bands(n):
    kernel = np.full((n, n), -1.0 / (n - 1))
    kernel[:, -1] = 1
    return kernel
