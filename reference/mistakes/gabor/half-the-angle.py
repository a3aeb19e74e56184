"""The kernel is turned half as far as it should be: degrees become radians by pi / 180, not pi / 360."""


def gabor(n, degrees=0.0):
    x = np.linspace(-3, 3, n)
    angle = np.pi * degrees / 360
    across = np.cos(angle) * x[None, :] - np.sin(angle) * x[:, None]
    return -across * gaussian2d(n)
