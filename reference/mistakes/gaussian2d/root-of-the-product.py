"""The root of the product is taken; the product alone is asked."""


def gaussian2d(n):
    return np.sqrt(np.outer(gaussian(n), gaussian(n)))
