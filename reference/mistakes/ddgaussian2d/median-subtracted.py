"""The median is subtracted; it has to be the mean, so that the entries sum to 0."""


def ddgaussian2d(n):
    x = np.linspace(-3, 3, n)
    squared = x[:, None] ** 2 + x[None, :] ** 2
    spot = (2 - squared) * np.exp(-squared / 2)
    return spot - np.median(spot)
