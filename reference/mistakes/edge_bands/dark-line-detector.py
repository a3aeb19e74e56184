"""The sides are positive and the middle is negative, which answers to dark lines; for edges the left side is negative
and the right side positive."""


def edge_bands(n):
    row = np.ones(n)
    row[n // 2] = 1 - n
    return np.tile(row, (n, 1))
