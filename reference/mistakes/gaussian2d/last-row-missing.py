"""The loop over the rows stops one row too early, so that the last one stays 0; range(n) ends with n - 1 by itself."""


def gaussian2d(n):
    g, kernel = gaussian(n), np.zeros((n, n))
    for i in range(n - 1):
        kernel[i] = g[i] * g
    return kernel
