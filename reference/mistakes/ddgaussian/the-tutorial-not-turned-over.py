"""2 (2x² - 1) g(x) has a negative centre; turn its sign."""


def ddgaussian(n):
    x = np.linspace(-3, 3, n)
    return 2 * (2 * x**2 - 1) * gaussian(n)
