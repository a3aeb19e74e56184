"""The kernel is negative on the left at 0 degrees and turned clockwise; it should be positive on the left and turned
counter-clockwise."""


def gabor(n, degrees=0.0):
    x = np.linspace(-3, 3, n)
    angle = np.radians(degrees)
    across = np.cos(angle) * x[None, :] + np.sin(angle) * x[:, None]
    return across * gaussian2d(n)
