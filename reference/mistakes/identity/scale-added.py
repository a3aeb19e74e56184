"""`scale` is added to the 1 in the centre; it should stand there in its place."""


def identity(n, scale=1.0):
    kernel = np.zeros((n, n))
    kernel[n // 2, n // 2] = 1
    kernel[n // 2, n // 2] += scale
    return kernel
