"""The values are divided by the largest one, so that the peak is 1; the density is asked as it is."""


def gaussian(n):
    x = np.linspace(-3, 3, n)
    density = np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
    return density / density.max()
