"""The places run from -1 to 1; they should run from -3 to 3."""


def gaussian(n):
    x = np.linspace(-1, 1, n)
    return np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
