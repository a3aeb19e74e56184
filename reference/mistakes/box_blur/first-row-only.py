"""Only one row is filled; all entries should be 1 / n²."""


def box_blur(n):
    kernel = np.zeros((n, n))
    kernel[n // 2] = 1 / n
    return kernel
