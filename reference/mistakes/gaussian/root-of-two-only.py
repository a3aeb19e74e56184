"""The root is taken of 2 only, and not of π; divide by np.sqrt(2 * np.pi)."""


def gaussian(n):
    x = np.linspace(-3, 3, n)
    return np.exp(-(x**2) / 2) / (np.sqrt(2) * np.pi)
