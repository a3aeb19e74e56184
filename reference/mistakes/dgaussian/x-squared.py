"""The density is multiplied by -x² instead of -x, so that both sides have the same sign."""


def dgaussian(n):
    x = np.linspace(-3, 3, n)
    return -(x**2) * gaussian(n)
