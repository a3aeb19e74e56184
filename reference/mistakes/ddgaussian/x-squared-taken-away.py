"""x² is subtracted from the density; (1 - x²) should be multiplied by it."""


def ddgaussian(n):
    x = np.linspace(-3, 3, n)
    return gaussian(n) - x**2
