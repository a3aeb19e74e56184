"""Entry by entry in two loops."""


def identity(n, scale=1.0):
    kernel = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            if i == n // 2 and j == n // 2:
                kernel[i, j] = scale
    return kernel
