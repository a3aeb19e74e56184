"""The places run from -1 to 1, where there are no negative flanks; they should run from -3 to 3."""


def ddgaussian(n):
    x = np.linspace(-1, 1, n)
    return (1 - x**2) * np.exp(-(x**2) / 2)
