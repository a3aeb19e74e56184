"""The places are the pixels' distances from the middle; they should run from -3 to 3, np.linspace(-3, 3, n)."""


def dgaussian(n):
    x = np.arange(n) - (n - 1) / 2
    return -x * np.exp(-(x**2) / 2)
