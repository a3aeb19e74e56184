"""All entries are 0, so that no edge is answered; put a negative band left and a positive one right."""


def edge_bands(n):
    return np.zeros((n, n))
