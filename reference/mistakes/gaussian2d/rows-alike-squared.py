"""The product is taken entry by entry and repeated in every row; the entry in row i and column j is gaussian(n)[i] *
gaussian(n)[j]."""


def gaussian2d(n):
    return np.tile(gaussian(n) * gaussian(n), (n, 1))
