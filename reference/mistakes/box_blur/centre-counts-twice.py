"""The centre counts twice as much as its neighbours; all entries should be equal."""


def box_blur(n):
    kernel = np.ones((n, n))
    kernel[n // 2, n // 2] = 2
    return kernel / kernel.sum()
