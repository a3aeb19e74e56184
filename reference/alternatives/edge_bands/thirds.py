"""A third of the columns on each side, at least one."""


def edge_bands(n):
    third = max(n // 3, 1)
    kernel = np.zeros((n, n))
    kernel[:, :third] = -1
    kernel[:, n - third :] = 1
    return kernel
