"""The centre is 1, so that the image itself is added to its edges; flat images should give 0."""


def edge_bands(n):
    return np.tile(np.sign(np.linspace(-1, 1, n)), (n, 1)) + identity(n)
