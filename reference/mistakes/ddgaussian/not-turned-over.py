"""The second derivative is given back as it is, with a negative centre; turn its sign, (1 - x²) g(x)."""


def ddgaussian(n):
    x = np.linspace(-3, 3, n)
    return (x**2 - 1) * gaussian(n)
