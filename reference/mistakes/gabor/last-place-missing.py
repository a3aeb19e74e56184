"""The places end before 3; np.linspace(-3, 3, n) has both ends, so that the kernel is centred."""


def gabor(n, degrees=0.0):
    x = np.linspace(-3, 3, n, endpoint=False)
    angle = np.radians(degrees)
    across = np.cos(angle) * x[None, :] - np.sin(angle) * x[:, None]
    return -across * np.exp(-(x[None, :] ** 2 + x[:, None] ** 2) / 2) / (2 * np.pi)
