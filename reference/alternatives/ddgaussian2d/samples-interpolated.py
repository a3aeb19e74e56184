"""The n samples of the student's own ddgaussian, interpolated at each distance; beyond the last one the last value
holds."""


def ddgaussian2d(n):
    x = np.linspace(-3, 3, n)
    spot = np.interp(np.hypot(x[:, None], x), x, ddgaussian(n))
    return spot - spot.mean()
