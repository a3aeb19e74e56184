"""The entries around the centre are 1; they should be 0."""


def identity(n, scale=1.0):
    kernel = np.ones((n, n))
    kernel[n // 2, n // 2] = scale
    return kernel
