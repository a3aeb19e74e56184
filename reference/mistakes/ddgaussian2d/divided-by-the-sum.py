"""The kernel is divided by its sum, so that it sums to 1; it has to sum to 0, so subtract the mean."""


def ddgaussian2d(n):
    x = np.linspace(-3, 3, n)
    r = np.hypot(x[:, None], x[None, :])
    spot = (1 - r**2) * np.exp(-(r**2) / 2)
    return spot / spot.sum()
