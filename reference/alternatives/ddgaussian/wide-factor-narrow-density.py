"""1 - x² times exp(-x²): zero at the same places."""


def ddgaussian(n):
    x = np.linspace(-3, 3, n)
    return (1 - x**2) * np.exp(-(x**2))
