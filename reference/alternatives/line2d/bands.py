"""Bands of -1 and 2 across the columns, gaussian down the rows."""


def line2d(n):
    bands = np.full(n, -1.0)
    middle = n // 3
    middle += (n - middle) % 2
    start = (n - middle) // 2
    bands[start : start + middle] = (n - middle) / middle
    return np.outer(gaussian(n), bands)
