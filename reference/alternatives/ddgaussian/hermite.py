"""As a Hermite polynomial times the density."""


def ddgaussian(n):
    from numpy.polynomial.hermite_e import hermeval

    x = np.linspace(-3, 3, n)
    return -hermeval(x, [0, 0, 1]) * gaussian(n)
