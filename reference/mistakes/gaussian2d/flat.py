"""The n * n products stand in one long row; the shape should be (n, n)."""


def gaussian2d(n):
    return np.kron(gaussian(n), gaussian(n))
