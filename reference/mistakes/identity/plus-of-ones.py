"""The middle row and the middle column are both filled; only the centre, where they cross, should be `scale`."""


def identity(n, scale=1.0):
    kernel = np.zeros((n, n))
    kernel[n // 2] = kernel[:, n // 2] = scale
    return kernel
