"""The entries are turned into whole numbers and become 0; give back floats."""


def gaussian2d(n):
    kernel = np.zeros((n, n), dtype=int)
    kernel[:] = np.outer(gaussian(n), gaussian(n))
    return kernel
