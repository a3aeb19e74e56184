"""The result is a list; asked is a NumPy array."""


def dgaussian(n):
    x = np.linspace(-3, 3, n)
    return (-x * gaussian(n)).tolist()
