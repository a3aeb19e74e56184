"""The kernel is one long row of n * n entries; its shape should be (n, n)."""


def identity(n, scale=1.0):
    kernel = np.zeros(n * n)
    kernel[n * n // 2] = scale
    return kernel
