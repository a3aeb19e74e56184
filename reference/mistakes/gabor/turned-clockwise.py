"""The kernel is turned clockwise; it should be turned counter-clockwise. Rows count downwards, so the sign of the sine
is the other one than in a drawing with y upwards."""


def gabor(n, degrees=0.0):
    x = np.linspace(-3, 3, n)
    angle = np.radians(degrees)
    across = np.cos(angle) * x[None, :] + np.sin(angle) * x[:, None]
    return -across * gaussian2d(n)
