"""The places leave out -3 and 3; np.linspace(-3, 3, n) has both ends."""


def gaussian(n):
    x = np.linspace(-3, 3, n + 2)[1:-1]
    return np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
