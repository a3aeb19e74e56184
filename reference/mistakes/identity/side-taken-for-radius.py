"""`n` is taken for the distance from the centre to the border, and the side becomes 2 * n + 1; `n` is the side
itself."""


def identity(n, scale=1.0):
    kernel = np.zeros((2 * n + 1, 2 * n + 1))
    kernel[n, n] = scale
    return kernel
