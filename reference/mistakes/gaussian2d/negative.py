"""The values are negative; a density is positive."""


def gaussian2d(n):
    return -np.outer(gaussian(n), gaussian(n))
