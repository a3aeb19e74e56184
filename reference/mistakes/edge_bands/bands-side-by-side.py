"""The two halves are joined without a middle column, so that odd sides get one column too few; the shape should be (n,
n)."""


def edge_bands(n):
    half = np.ones((n, n // 2))
    return np.hstack([-half, half])
