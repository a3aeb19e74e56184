"""The second derivative of exp(-x²) is given back as it is, with a negative centre; turn its sign."""


def ddgaussian(n):
    x = np.linspace(-3, 3, n)
    return (4 * x**2 - 2) * np.exp(-(x**2))
