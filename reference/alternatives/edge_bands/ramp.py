"""A ramp from -1 to 1 in each row."""


def edge_bands(n):
    return np.tile(np.linspace(-1, 1, n), (n, 1))
