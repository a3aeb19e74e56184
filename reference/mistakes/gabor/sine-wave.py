"""This is the Gabor function with a sine wave under a Gaussian; here the name means gaussian down the rows times
dgaussian across the columns."""


def gabor(n, degrees=0.0):
    x = np.linspace(-3, 3, n)
    angle = np.radians(degrees)
    across = np.cos(angle) * x[None, :] - np.sin(angle) * x[:, None]
    return -np.sin(across) * gaussian2d(n)
