"""The places run from -2 to 2; they should run from -3 to 3."""


def gaussian(n):
    x = np.linspace(-2, 2, n)
    return np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
