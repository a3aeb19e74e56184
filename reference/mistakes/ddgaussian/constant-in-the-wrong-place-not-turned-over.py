"""x² - 2 stands where 1 - x² belongs, as in two dimensions: the centre is negative, and zero is crossed at 1.41."""


def ddgaussian(n):
    x = np.linspace(-3, 3, n)
    return (x**2 - 2) * gaussian(n)
