"""Entry by entry, -1, 0 or 1 over the area."""


def edge_bands(n):
    kernel = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            if 2 * j < n - 1:
                kernel[i, j] = -1 / n**2
            elif 2 * j > n - 1:
                kernel[i, j] = 1 / n**2
    return kernel
