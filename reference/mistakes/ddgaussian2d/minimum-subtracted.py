"""The smallest value is subtracted, so that no ring is negative; it has to be the mean, so that all entries sum to 0."""


def ddgaussian2d(n):
    x = np.linspace(-3, 3, n)
    squared = x[:, None] ** 2 + x[None, :] ** 2
    spot = (2 - squared) * np.exp(-squared / 2)
    return spot - spot.min()
