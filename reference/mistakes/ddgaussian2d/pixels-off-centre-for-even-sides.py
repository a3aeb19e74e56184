"""The distance is counted in pixels from entry n // 2; when n is even the centre lies between two entries, at (n - 1)
/ 2."""


def ddgaussian2d(n):
    x = np.arange(n) - n // 2
    squared = x[:, None] ** 2 + x[None, :] ** 2
    spot = (2 - squared) * np.exp(-squared / 2)
    return spot - spot.mean()
