"""Only the number `scale` is given back; the whole kernel should be."""


def identity(n, scale=1.0):
    kernel = np.zeros((n, n))
    kernel[n // 2, n // 2] = scale
    return kernel[n // 2, n // 2]
