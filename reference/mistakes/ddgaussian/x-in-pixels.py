"""1 - x² is counted in pixels, while the density is taken at places from -3 to 3; use the same x for both."""


def ddgaussian(n):
    x = np.arange(n) - (n - 1) / 2
    return (1 - x**2) * gaussian(n)
