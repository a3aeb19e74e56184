"""Only the 1 is multiplied by the density, as brackets are missing; write (x**2 - 1) * g, and turn its sign."""


def ddgaussian(n):
    x = np.linspace(-3, 3, n)
    return x**2 - 1 * gaussian(n)
