"""The entries are rounded to two decimals and no longer sum to 1; leave them as they are."""


def box_blur(n):
    return np.full((n, n), round(1 / n**2, 2))
