"""The centre is taken to be entry n // 2; when n is even it lies between two entries, as np.linspace(-3, 3, n) has
it."""


def gabor(n, degrees=0.0):
    x = (np.arange(n) - n // 2) * 6 / (n - 1)
    angle = np.radians(degrees)
    across = np.cos(angle) * x[None, :] - np.sin(angle) * x[:, None]
    return -across * np.exp(-(x[None, :] ** 2 + x[:, None] ** 2) / 2) / (2 * np.pi)
