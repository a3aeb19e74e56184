"""Nothing outside the inscribed disc, and the mean over the disc taken away inside."""


def ddgaussian2d(n):
    x = np.linspace(-3, 3, n)
    r2 = x**2 + x[:, None] ** 2
    inside = r2 <= 9 + 1e-9
    spot = np.where(inside, (2 - r2) * np.exp(-r2 / 2), 0)
    return np.where(inside, spot - spot.sum() / inside.sum(), 0)
