"""`scale` is rounded to a whole number; the centre should be exactly `scale`."""


def identity(n, scale=1.0):
    kernel = np.zeros((n, n))
    kernel[n // 2, n // 2] = round(scale)
    return kernel
