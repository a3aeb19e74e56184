"""The entries are rounded to two decimals, so that they do not sum to 0; keep all digits."""


def ddgaussian2d(n):
    x = np.linspace(-3, 3, n)
    squared = x[:, None] ** 2 + x[None, :] ** 2
    spot = (2 - squared) * np.exp(-squared / 2)
    return (spot - spot.mean()).round(2)
