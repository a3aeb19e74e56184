"""A diagonal matrix on each side of a matrix of ones."""


def gaussian2d(n):
    scale = np.diag(gaussian(n))
    return scale @ np.ones((n, n)) @ scale
