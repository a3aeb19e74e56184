"""The columns are counted from n // 2, which is not the middle for even n, so that flat images do not give 0; count
from (n - 1) / 2."""


def edge_bands(n):
    return np.tile(np.arange(n) - float(n // 2), (n, 1))
