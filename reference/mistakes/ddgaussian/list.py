"""The result is a list; asked is a NumPy array."""


def ddgaussian(n):
    x = np.linspace(-3, 3, n)
    return ((1 - x**2) * gaussian(n)).tolist()
