"""Ones divided by their own sum."""


def box_blur(n):
    kernel = np.ones((n, n))
    return kernel / kernel.sum()
