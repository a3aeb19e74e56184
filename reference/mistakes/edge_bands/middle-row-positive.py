"""The bands are above and below instead of left and right, and for odd n the middle belongs to one of them; let columns
differ, and the middle one be 0."""


def edge_bands(n):
    kernel = np.ones((n, n))
    kernel[: n // 2] = -1
    return kernel
