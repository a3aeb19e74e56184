"""The centre is 1 / scale; it should be `scale`."""


def identity(n, scale=1.0):
    kernel = np.zeros((n, n))
    kernel[n // 2, n // 2] = 1 / scale
    return kernel
