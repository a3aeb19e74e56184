"""An antisymmetric kernel: something minus its mirror image."""


def edge_bands(n):
    half = np.triu(np.ones((n, n)))
    half = half + half[::-1]
    return half - half[:, ::-1]
