"""Scaled so that the absolute values sum to 1."""


def dgaussian(n):
    x = np.linspace(-3, 3, n)
    derivative = -x * gaussian(n)
    return derivative / np.abs(derivative).sum()
