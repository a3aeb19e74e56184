"""Only -x is given back; it should be multiplied by the density."""


def dgaussian(n):
    return -np.linspace(-3, 3, n)
