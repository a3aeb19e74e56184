"""The numbers rise from top to bottom; they should rise from left to right, so that each row has them all."""


def edge_bands(n):
    return np.repeat(np.linspace(-1, 1, n)[:, None], n, axis=1)
