"""Negative values become 0; the flanks should be negative."""


def ddgaussian(n):
    x = np.linspace(-3, 3, n)
    return np.maximum((1 - x**2) * gaussian(n), 0)
