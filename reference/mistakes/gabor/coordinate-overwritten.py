"""The turned x is stored in x, and the turned y is then computed from it; both have to be computed from the old x and
y."""


def gabor(n, degrees=0.0):
    x, y = np.meshgrid(np.linspace(-3, 3, n), np.linspace(-3, 3, n))
    angle = np.radians(degrees)
    x = np.cos(angle) * x - np.sin(angle) * y
    y = np.sin(angle) * x + np.cos(angle) * y
    return -x * np.exp(-(x**2 + y**2) / 2) / (2 * np.pi)
