"""The angle goes into sine and cosine in degrees, but they take radians; and the sign of the sine turns the kernel
clockwise instead of counter-clockwise."""


def gabor(n, degrees=0.0):
    x = np.linspace(-3, 3, n)
    across = np.cos(degrees) * x[None, :] + np.sin(degrees) * x[:, None]
    return -across * gaussian2d(n)
