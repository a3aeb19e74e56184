"""The sign is turned over; at 0 degrees the kernel is positive on the left, as dgaussian is."""


def gabor(n, degrees=0.0):
    x = np.linspace(-3, 3, n)
    angle = np.radians(degrees)
    across = np.cos(angle) * x[None, :] - np.sin(angle) * x[:, None]
    return across * gaussian2d(n)
