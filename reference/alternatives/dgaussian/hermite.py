"""As a Hermite polynomial times the density."""


def dgaussian(n):
    from numpy.polynomial.hermite_e import hermeval

    x = np.linspace(-3, 3, n)
    return -hermeval(x, [0, 1]) * np.exp(-(x**2) / 2)
