"""The sign is wrong: the derivative of exp(-x² / 2) is -x exp(-x² / 2), which is positive on the left."""


def dgaussian(n):
    x = np.linspace(-3, 3, n)
    return x * np.exp(-(x**2) / 2)
