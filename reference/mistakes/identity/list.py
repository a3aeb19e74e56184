"""The kernel is a list of lists; asked is a NumPy array."""


def identity(n, scale=1.0):
    return [[scale if i == j == n // 2 else 0.0 for j in range(n)] for i in range(n)]
