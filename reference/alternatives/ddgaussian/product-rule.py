"""The two terms of the product rule, by dgaussian."""


def ddgaussian(n):
    x = np.linspace(-3, 3, n)
    return gaussian(n) + x * dgaussian(n)
