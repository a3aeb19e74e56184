"""The density is asked at whole numbers of pixels from the centre; the places are np.linspace(-3, 3, n), whatever n
is."""


def gabor(n, degrees=0.0):
    x = np.arange(n) - (n - 1) / 2
    angle = np.radians(degrees)
    across = np.cos(angle) * x[None, :] - np.sin(angle) * x[:, None]
    return -across * np.exp(-(x[None, :] ** 2 + x[:, None] ** 2) / 2) / (2 * np.pi)
