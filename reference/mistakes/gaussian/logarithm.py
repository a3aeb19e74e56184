"""The logarithm of the density is given back; take np.exp of it."""


def gaussian(n):
    x = np.linspace(-3, 3, n)
    return -(x**2) / 2 - np.log(2 * np.pi) / 2
