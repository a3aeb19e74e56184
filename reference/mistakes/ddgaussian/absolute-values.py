"""Negative values are made positive; the flanks should be negative."""


def ddgaussian(n):
    x = np.linspace(-3, 3, n)
    return np.abs((1 - x**2) * gaussian(n))
