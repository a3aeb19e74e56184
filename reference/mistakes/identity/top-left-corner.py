"""The entry stands in the top left corner, at [0, 0]; it should be in the centre, at [n // 2, n // 2]."""


def identity(n, scale=1.0):
    kernel = np.zeros((n, n))
    kernel[0, 0] = scale
    return kernel
