"""A negative `scale` becomes 0; it should stand in the centre as it is."""


def identity(n, scale=1.0):
    kernel = np.zeros((n, n))
    kernel[n // 2, n // 2] = max(scale, 0)
    return kernel
