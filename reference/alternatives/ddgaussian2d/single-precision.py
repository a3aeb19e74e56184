"""In float32, scaled so that the centre is about 1."""


def ddgaussian2d(n):
    x = np.linspace(-3, 3, n, dtype=np.float32)
    r2 = (x * x)[:, None] + (x * x)[None, :]
    spot = (1 - r2 / 2) * np.exp(-r2 / 2)
    return spot - spot.mean()
