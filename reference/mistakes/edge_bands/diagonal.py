"""The numbers rise along the diagonal, so that the rows do not cancel, and images that vary only from top to bottom are
answered; let every row sum to 0."""


def edge_bands(n):
    x = np.linspace(-1, 1, n)
    return np.sign(x[:, None] + x[None, :])
