"""The smaller of the two values is taken; they should be multiplied."""


def gaussian2d(n):
    return np.minimum.outer(gaussian(n), gaussian(n))
