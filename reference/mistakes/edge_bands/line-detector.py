"""The middle is positive and both sides are negative, which answers to lines; for edges the left side is negative and
the right side positive."""


def edge_bands(n):
    row = -np.ones(n)
    row[n // 2] = n - 1
    return np.tile(row, (n, 1))
