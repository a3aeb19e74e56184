"""x² and y² are subtracted from each other; their sum belongs into the exponent."""


def gaussian2d(n):
    x = np.linspace(-3, 3, n)
    return np.exp(-(x[:, None] ** 2 - x[None, :] ** 2) / 2) / (2 * np.pi)
