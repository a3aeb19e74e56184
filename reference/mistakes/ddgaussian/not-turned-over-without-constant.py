"""The second derivative of exp(-x² / 2) is given back as it is, with a negative centre; turn its sign."""


def ddgaussian(n):
    x = np.linspace(-3, 3, n)
    return (x**2 - 1) * np.exp(-(x**2) / 2)
