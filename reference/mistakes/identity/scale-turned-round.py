"""The centre has the opposite sign of `scale`; it should be `scale` itself."""


def identity(n, scale=1.0):
    kernel = np.zeros((n, n))
    kernel[n // 2, n // 2] = -scale
    return kernel
