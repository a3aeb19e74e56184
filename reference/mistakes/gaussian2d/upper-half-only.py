"""The inner loop ends at the diagonal, so that half of the kernel stays 0; both indices should run over range(n)."""


def gaussian2d(n):
    g, kernel = gaussian(n), np.zeros((n, n))
    for i in range(n):
        for j in range(i + 1):
            kernel[i, j] = g[i] * g[j]
    return kernel
