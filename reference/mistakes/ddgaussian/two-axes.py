"""The result is a matrix; asked is one row of n values, shape (n,)."""


def ddgaussian(n):
    x = np.linspace(-3, 3, n)
    return np.outer(gaussian(n), (1 - x**2) * gaussian(n))
