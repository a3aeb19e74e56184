"""The places divided by three, as a factor."""


def dgaussian(n):
    return np.linspace(1, -1, n) * gaussian(n)
