"""`n` is taken for the number of places on each side, and there are 2 * n + 1; `n` is the number of all places."""


def ddgaussian(n):
    x = np.linspace(-3, 3, 2 * n + 1)
    return (1 - x**2) * np.exp(-(x**2) / 2)
