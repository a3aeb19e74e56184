"""The exponent is -x² instead of -x² / 2, which moves the extrema from 1 to 0.71; that the density sums to 1 is
allowed."""


def dgaussian(n):
    x = np.linspace(-3, 3, n)
    density = np.exp(-(x**2))
    return -x * density / density.sum()
