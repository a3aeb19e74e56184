"""The centre is taken to be entry n // 2; when n is even it lies between two entries, as np.linspace(-3, 3, n) has
it."""


def ddgaussian2d(n):
    x = (np.arange(n) - n // 2) * 6 / (n - 1)
    squared = x[:, None] ** 2 + x[None, :] ** 2
    spot = (2 - squared) * np.exp(-squared / 2)
    return spot - spot.mean()
