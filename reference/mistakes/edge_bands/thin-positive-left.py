"""The positive column is on the left, so that a step from dark to bright gives a negative response; put -1 on the left
and 1 on the right."""


def edge_bands(n):
    kernel = np.zeros((n, n))
    kernel[:, 0] = 1
    kernel[:, -1] = -1
    return kernel
