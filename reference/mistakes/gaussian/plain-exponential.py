"""exp(-x²) is given back; the density is exp(-x² / 2) / sqrt(2π)."""


def gaussian(n):
    x = np.linspace(-3, 3, n)
    return np.exp(-(x**2))
