"""The places go from -1 to 1; they should go from -3 to 3, where the density has faded."""


def gabor(n, degrees=0.0):
    x = np.linspace(-1, 1, n)
    angle = np.radians(degrees)
    across = np.cos(angle) * x[None, :] - np.sin(angle) * x[:, None]
    return -across * np.exp(-(x[None, :] ** 2 + x[:, None] ** 2) / 2) / (2 * np.pi)
