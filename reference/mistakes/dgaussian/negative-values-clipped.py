"""Negative values become 0; right of the centre the derivative is negative."""


def dgaussian(n):
    x = np.linspace(-3, 3, n)
    return np.maximum(-x * gaussian(n), 0)
