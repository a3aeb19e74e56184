"""The kernel has two axes too many, as conv_2d wants them; its shape should be (n, n)."""


def gaussian2d(n):
    return np.outer(gaussian(n), gaussian(n))[None, None]
