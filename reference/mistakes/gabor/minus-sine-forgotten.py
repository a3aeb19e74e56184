"""The turned coordinate is x cos a - x sin a, with the columns in both terms; the second term has the rows."""


def gabor(n, degrees=0.0):
    x, y = np.meshgrid(np.linspace(-3, 3, n), np.linspace(-3, 3, n))
    angle = np.radians(degrees)
    across = np.cos(angle) * x - np.sin(angle) * x
    return -across * np.exp(-(x**2 + y**2) / 2) / (2 * np.pi)
