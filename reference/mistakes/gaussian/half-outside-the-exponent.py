"""The 2 divides the exponential instead of the exponent; write exp(-(x**2) / 2)."""


def gaussian(n):
    x = np.linspace(-3, 3, n)
    return np.exp(-(x**2)) / 2 / np.sqrt(2 * np.pi)
