"""`scale` has no default, so that identity(3) is an error; it should be 1.0 where none is given."""


def identity(n, scale):
    kernel = np.zeros((n, n))
    kernel[n // 2, n // 2] = scale
    return kernel
