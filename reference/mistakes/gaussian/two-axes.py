"""The result is a matrix; asked is one row of n values, shape (n,)."""


def gaussian(n):
    x = np.linspace(-3, 3, n)
    density = np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
    return np.outer(density, density)
