"""A negative `scale` is refused with an error; it is allowed, and should stand in the centre as it is."""


def identity(n, scale=1.0):
    if scale <= 0:
        raise ValueError("scale must be positive")
    kernel = np.zeros((n, n))
    kernel[n // 2, n // 2] = scale
    return kernel
