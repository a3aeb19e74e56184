"""The places run from -π to π; they should run from -3 to 3."""


def gaussian(n):
    x = np.linspace(-np.pi, np.pi, n)
    return np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
