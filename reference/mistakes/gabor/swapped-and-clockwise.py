"""The derivative runs down the rows instead of across the columns, and the kernel is turned clockwise instead of
counter-clockwise."""


def gabor(n, degrees=0.0):
    x = np.linspace(-3, 3, n)
    angle = np.radians(degrees)
    across = np.cos(angle) * x[:, None] - np.sin(angle) * x[None, :]
    return -across * gaussian2d(n)
