"""The places run from -4 to 4; they should run from -3 to 3."""


def gaussian(n):
    x = np.linspace(-4, 4, n)
    return np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
