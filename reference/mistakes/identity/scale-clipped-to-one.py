"""`scale` is cut off at 1; the centre should be `scale`, however large it is."""


def identity(n, scale=1.0):
    kernel = np.zeros((n, n))
    kernel[n // 2, n // 2] = min(scale, 1)
    return kernel
