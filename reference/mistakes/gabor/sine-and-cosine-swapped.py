"""Sine and cosine are swapped; the cosine belongs to the columns, so that at 0 degrees the kernel varies across
them."""


def gabor(n, degrees=0.0):
    x = np.linspace(-3, 3, n)
    angle = np.radians(degrees)
    across = np.sin(angle) * x[None, :] - np.cos(angle) * x[:, None]
    return -across * gaussian2d(n)
