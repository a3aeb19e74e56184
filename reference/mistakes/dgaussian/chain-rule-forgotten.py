"""The factor -x from the chain rule is missing; the derivative of exp(-x² / 2) is -x exp(-x² / 2)."""


def dgaussian(n):
    x = np.linspace(-3, 3, n)
    return np.exp(-(x**2) / 2)
