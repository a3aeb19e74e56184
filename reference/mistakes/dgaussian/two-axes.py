"""The result is a matrix; asked is one row of n values, shape (n,)."""


def dgaussian(n):
    x = np.linspace(-3, 3, n)
    return np.outer(gaussian(n), -x * gaussian(n))
