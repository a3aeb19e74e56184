"""The formula is asked at x times y, which gives a cross; the distance from the centre is the root of x² + y²."""


def ddgaussian2d(n):
    x = np.linspace(-3, 3, n)
    r = x[:, None] * x[None, :]
    spot = (1 - r**2) * np.exp(-(r**2) / 2) / np.sqrt(2 * np.pi)
    return spot - spot.mean()
