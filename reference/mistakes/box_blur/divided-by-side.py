"""The entries are 1 / n and sum to n; there are n * n of them, so that each should be 1 / n²."""


def box_blur(n):
    return np.ones((n, n)) / n
