"""The density in two dimensions by its own formula."""


def gaussian2d(n):
    x, y = np.meshgrid(np.linspace(-3, 3, n), np.linspace(-3, 3, n))
    return np.exp(-(x**2 + y**2) / 2) / (2 * np.pi)
