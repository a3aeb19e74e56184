"""The deviation is one pixel, whatever the side."""


def ddgaussian2d(n):
    i, j = np.indices((n, n)) - (n - 1) / 2
    r2 = i**2 + j**2
    spot = (2 - r2) * np.exp(-r2 / 2)
    return spot - np.average(spot)
