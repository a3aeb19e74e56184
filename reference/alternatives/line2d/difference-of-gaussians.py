"""A narrow density minus a wide one, each made to sum to 1."""


def line2d(n):
    x = np.linspace(-3, 3, n)
    narrow, wide = np.exp(-(x**2)), np.exp(-(x**2) / 4)
    return np.outer(gaussian(n), narrow / narrow.sum() - wide / wide.sum())
