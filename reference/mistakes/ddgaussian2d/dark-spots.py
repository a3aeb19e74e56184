"""The sign is turned over, so that the kernel answers to dark spots; the centre has to be positive."""


def ddgaussian2d(n):
    x = np.linspace(-3, 3, n)
    squared = x[:, None] ** 2 + x[None, :] ** 2
    spot = (squared - 2) * np.exp(-squared / 2)
    return spot - spot.mean()
