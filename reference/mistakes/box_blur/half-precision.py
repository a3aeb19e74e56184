"""The kernel is float16; asked is float32 or float64."""


def box_blur(n):
    return np.full((n, n), 1 / n**2, dtype=np.float16)
