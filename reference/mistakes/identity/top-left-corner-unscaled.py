"""A 1 stands in the top left corner; `scale` should stand in the centre, at [n // 2, n // 2]."""


def identity(n, scale=1.0):
    kernel = np.zeros((n, n))
    kernel[0, 0] = 1
    return kernel
