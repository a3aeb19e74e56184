"""2 - x² stands where 1 - x² belongs, as in two dimensions; zero is crossed at 1.41 instead of 1."""


def ddgaussian(n):
    x = np.linspace(-3, 3, n)
    return (2 - x**2) * gaussian(n)
