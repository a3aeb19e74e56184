"""Only y² is divided by 2, as brackets are missing; write -(x**2 + y**2) / 2."""


def gaussian2d(n):
    x, y = np.meshgrid(np.linspace(-3, 3, n), np.linspace(-3, 3, n))
    return np.exp(-(x**2) - y**2 / 2) / (2 * np.pi)
