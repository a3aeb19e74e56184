"""The kernel is turned twice as far as it should be: degrees become radians by pi / 180, not 2 pi / 180."""


def gabor(n, degrees=0.0):
    x = np.linspace(-3, 3, n)
    angle = 2 * np.pi * degrees / 180
    across = np.cos(angle) * x[None, :] - np.sin(angle) * x[:, None]
    return -across * gaussian2d(n)
