"""The positive band is on the left, so that a step from dark to bright gives a negative response; put -1 on the left
and 1 on the right."""


def edge_bands(n):
    kernel = np.zeros((n, n))
    kernel[:, : n // 2] = 1
    kernel[:, n - n // 2 :] = -1
    return kernel
