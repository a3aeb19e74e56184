"""The Gaussian is exp(-x²); the normal density has exp(-x² / 2)."""


def gabor(n, degrees=0.0):
    x = np.linspace(-3, 3, n)
    angle = np.radians(degrees)
    across = np.cos(angle) * x[None, :] - np.sin(angle) * x[:, None]
    return -across * np.exp(-(x[None, :] ** 2 + x[:, None] ** 2))
