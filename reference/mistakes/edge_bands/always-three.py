"""The kernel is 3 × 3 whatever `n` says; its shape should be (n, n)."""


def edge_bands(n):
    return np.array([[-1.0, 0.0, 1.0]] * 3)
