"""The places are the pixels' distances from the middle, so that the lobe has the same width for every n; they should
run from -3 to 3."""


def ddgaussian(n):
    x = np.arange(n) - (n - 1) / 2
    return (1 - x**2) * np.exp(-(x**2) / 2)
