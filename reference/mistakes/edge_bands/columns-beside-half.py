"""The two columns beside n // 2 are used, of which one is missing for n = 2; they should cancel for every n."""


def edge_bands(n):
    kernel = np.zeros((n, n))
    kernel[:, n // 2 - 1] = -1
    if n // 2 + 1 < n:
        kernel[:, n // 2 + 1] = 1
    return kernel
