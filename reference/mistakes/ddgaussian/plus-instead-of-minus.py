"""1 + x² stands where 1 - x² belongs, so that there are no negative flanks."""


def ddgaussian(n):
    x = np.linspace(-3, 3, n)
    return (1 + x**2) * gaussian(n)
