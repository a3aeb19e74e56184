"""The values stand on the diagonal only; the entry in row i and column j is gaussian(n)[i] * gaussian(n)[j]."""


def gaussian2d(n):
    return np.diag(gaussian(n) ** 2)
