"""For n = 2 the bands have no column, and no step is answered; the bands need at least one column each."""


def edge_bands(n):
    third = n // 3
    kernel = np.zeros((n, n))
    kernel[:, :third] = -1
    kernel[:, n - third :] = 1
    return kernel
