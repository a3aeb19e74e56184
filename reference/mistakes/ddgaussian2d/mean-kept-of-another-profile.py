"""The distance is put into -2 (2 r² - 1) times the density, but the mean is not taken away; all entries have to sum to
0."""


def ddgaussian2d(n):
    x = np.linspace(-3, 3, n)
    r = np.hypot(x[:, None], x[None, :])
    return -2 * (2 * r**2 - 1) * np.exp(-(r**2) / 2) / np.sqrt(2 * np.pi)
