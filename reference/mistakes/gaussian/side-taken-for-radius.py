"""`n` is taken for the number of places on each side, and there are 2 * n + 1; `n` is the number of all places."""


def gaussian(n):
    x = np.linspace(-3, 3, 2 * n + 1)
    return np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
