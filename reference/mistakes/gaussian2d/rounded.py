"""The entries are rounded to three decimals; give them back as they are."""


def gaussian2d(n):
    return np.round(np.outer(gaussian(n), gaussian(n)), 3)
