"""The numbers fall from the left to the right, so that a step from dark to bright gives a negative response; let them
rise."""


def edge_bands(n):
    return np.tile(np.linspace(1, -1, n), (n, 1))
