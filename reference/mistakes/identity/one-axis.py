"""The kernel has one axis only; its shape should be (n, n)."""


def identity(n, scale=1.0):
    kernel = np.zeros(n)
    kernel[n // 2] = scale
    return kernel
