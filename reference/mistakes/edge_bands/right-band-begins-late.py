"""For even n one column of the right half is 0, as if it were the middle, so that flat images do not give 0; n // 2 is
the middle for odd n only."""


def edge_bands(n):
    kernel = np.zeros((n, n))
    kernel[:, : n // 2] = -1
    kernel[:, n // 2 + 1 :] = 1
    return kernel
