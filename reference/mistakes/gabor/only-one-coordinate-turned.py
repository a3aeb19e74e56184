"""The derivative is taken at a turned coordinate, but the Gaussian along the edge still at the old row; both
coordinates have to be turned."""


def gabor(n, degrees=0.0):
    x = np.linspace(-3, 3, n)
    angle = np.radians(degrees)
    across = np.cos(angle) * x[None, :] - np.sin(angle) * x[:, None]
    return -across * np.exp(-(across**2) / 2) * np.exp(-(x[:, None] ** 2) / 2) / (2 * np.pi)
