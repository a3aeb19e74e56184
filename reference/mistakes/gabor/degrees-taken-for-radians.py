"""The angle goes into sine and cosine in degrees; they take radians."""


def gabor(n, degrees=0.0):
    x = np.linspace(-3, 3, n)
    across = np.cos(degrees) * x[None, :] - np.sin(degrees) * x[:, None]
    return -across * gaussian2d(n)
