"""The number pi is rounded to 3.14, so that quarter turns are not exact; use np.pi or np.radians."""


def gabor(n, degrees=0.0):
    x = np.linspace(-3, 3, n)
    angle = degrees * 3.14 / 180
    across = np.cos(angle) * x[None, :] - np.sin(angle) * x[:, None]
    return -across * gaussian2d(n)
