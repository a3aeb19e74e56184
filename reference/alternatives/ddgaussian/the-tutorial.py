"""The tutorial's own formula."""


def ddgaussian(n):
    x = np.linspace(-3, 3, n)
    return -2 * (2 * x**2 - 1) * gaussian(n)
