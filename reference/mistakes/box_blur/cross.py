"""Only the middle row and the middle column are filled; all entries should be equal."""


def box_blur(n):
    kernel = np.zeros((n, n))
    kernel[n // 2, :] = 1
    kernel[:, n // 2] = 1
    return kernel / kernel.sum()
