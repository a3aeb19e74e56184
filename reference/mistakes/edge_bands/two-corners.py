"""Only two opposite corners are filled, so that the rows do not cancel; put -1 and 1 into the same row."""


def edge_bands(n):
    kernel = np.zeros((n, n))
    kernel[0, 0] = -1
    kernel[-1, -1] = 1
    return kernel
