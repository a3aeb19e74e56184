"""The sign of `scale` is lost; a negative `scale` should stand negative in the centre."""


def identity(n, scale=1.0):
    kernel = np.zeros((n, n))
    kernel[n // 2, n // 2] = abs(scale)
    return kernel
