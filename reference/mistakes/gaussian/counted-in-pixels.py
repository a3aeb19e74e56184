"""The places are the pixels' distances from the middle; they should run from -3 to 3, np.linspace(-3, 3, n)."""


def gaussian(n):
    x = np.arange(n) - (n - 1) / 2
    return np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
