"""The kernel has two axes too many, as conv_2d wants them; its shape should be (n, n)."""


def box_blur(n):
    return np.full((1, 1, n, n), 1 / n**2)
