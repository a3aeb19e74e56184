"""The derivative runs down the rows; at 0 degrees gaussian runs down the rows and dgaussian across the columns."""


def gabor(n, degrees=0.0):
    x = np.linspace(-3, 3, n)
    angle = np.radians(degrees)
    across = np.cos(angle) * x[:, None] + np.sin(angle) * x[None, :]
    return -across * gaussian2d(n)
