"""There is a positive band only, so that flat images give a response; the left band should be -1 to cancel it."""


def edge_bands(n):
    kernel = np.zeros((n, n))
    kernel[:, n - n // 2 :] = 1
    return kernel
