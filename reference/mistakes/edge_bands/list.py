"""The kernel is a list of lists; asked is a NumPy array."""


def edge_bands(n):
    half = n // 2
    return [[-1.0] * half + [0.0] * (n % 2) + [1.0] * half for _ in range(n)]
