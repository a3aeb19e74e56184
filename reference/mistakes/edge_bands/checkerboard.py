"""The signs alternate along the rows; all of the left half should be negative and all of the right half positive."""


def edge_bands(n):
    kernel = np.ones((n, n))
    kernel[:, ::2] = -1
    return kernel
