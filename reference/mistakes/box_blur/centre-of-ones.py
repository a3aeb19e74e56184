"""The centre is 1 and only its neighbours are divided by n²; all entries should be 1 / n²."""


def box_blur(n):
    kernel = np.full((n, n), 1 / n**2)
    kernel[n // 2, n // 2] = 1
    return kernel
