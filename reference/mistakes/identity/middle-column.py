"""The whole middle column is filled; only the centre should differ from 0."""


def identity(n, scale=1.0):
    kernel = np.zeros((n, n))
    kernel[:, n // 2] = scale
    return kernel
