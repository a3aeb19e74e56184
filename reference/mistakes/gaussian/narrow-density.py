"""exp(-x²) / sqrt(π) is a density whose variance is 1/2; the standard one is exp(-x² / 2) / sqrt(2π)."""


def gaussian(n):
    x = np.linspace(-3, 3, n)
    return np.exp(-(x**2)) / np.sqrt(np.pi)
