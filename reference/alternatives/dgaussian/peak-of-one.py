"""Scaled so that the largest value is 1."""


def dgaussian(n):
    x = np.linspace(-3, 3, n)
    derivative = -x * gaussian(n)
    return derivative / derivative.max()
