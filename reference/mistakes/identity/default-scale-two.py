"""Without `scale` the centre is 2; the default should be 1."""


def identity(n, scale=2.0):
    kernel = np.zeros((n, n))
    kernel[n // 2, n // 2] = scale
    return kernel
