"""There are seven places whatever `n` says; the shape should be (n,)."""


def gaussian(n):
    x = np.arange(-3, 4)
    return np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
