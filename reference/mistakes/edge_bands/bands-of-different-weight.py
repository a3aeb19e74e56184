"""The right band weighs twice as much as the left one, so that flat images do not give 0; both should cancel."""


def edge_bands(n):
    kernel = np.zeros((n, n))
    kernel[:, : n // 2] = -1
    kernel[:, n - n // 2 :] = 2
    return kernel
