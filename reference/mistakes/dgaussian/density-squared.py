"""-x is multiplied by the density twice; once is right."""


def dgaussian(n):
    x = np.linspace(-3, 3, n)
    return -x * gaussian(n) ** 2
