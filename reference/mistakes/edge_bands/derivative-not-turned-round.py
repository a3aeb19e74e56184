"""dgaussian is positive on the left, so that a step from dark to bright gives a negative response; turn its sign."""


def edge_bands(n):
    return np.outer(gaussian(n), -np.linspace(-3, 3, n) * gaussian(n))
