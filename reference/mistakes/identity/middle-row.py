"""The whole middle row is filled; give two indices, [n // 2, n // 2], so that only the centre is set."""


def identity(n, scale=1.0):
    kernel = np.zeros((n, n))
    kernel[n // 2] = scale
    return kernel
