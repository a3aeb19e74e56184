"""The negative entries are scaled until the sum is 0."""


def ddgaussian2d(n):
    x = np.linspace(-3, 3, n)
    r2 = x**2 + x[:, None] ** 2
    spot = (1 - r2) * np.exp(-r2 / 2)
    up, down = spot.clip(min=0), spot.clip(max=0)
    return up - down * (up.sum() / down.sum())
