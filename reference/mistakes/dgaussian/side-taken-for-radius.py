"""`n` is taken for the number of places on each side, and there are 2 * n + 1; `n` is the number of all places."""


def dgaussian(n):
    x = np.linspace(-3, 3, 2 * n + 1)
    return -x * np.exp(-(x**2) / 2)
