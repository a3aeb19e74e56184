"""Without `scale` the centre is -1; the default should be 1."""


def identity(n, scale=-1.0):
    kernel = np.zeros((n, n))
    kernel[n // 2, n // 2] = scale
    return kernel
