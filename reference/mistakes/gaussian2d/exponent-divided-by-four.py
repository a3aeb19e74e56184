"""The exponent is divided by 2 twice; it is -(x² + y²) / 2."""


def gaussian2d(n):
    x = np.linspace(-3, 3, n)
    return np.exp(-(x[:, None] ** 2 + x[None, :] ** 2) / 4) / (2 * np.pi)
