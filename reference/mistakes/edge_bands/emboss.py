"""The kernel rises along the diagonal, as in an emboss filter; then images that vary only from top to bottom are
answered. Let every row sum to 0."""


def edge_bands(n):
    x = np.linspace(-1, 1, n)
    return x[:, None] + x[None, :]
