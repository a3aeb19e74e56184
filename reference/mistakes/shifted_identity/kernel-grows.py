"""A kernel that is too small for the shift is made larger; its side should stay n, and ValueError be raised."""


def shifted_identity(n, dy, dx):
    n = max(n, 2 * max(abs(dy), abs(dx)) + 1)
    kernel = np.zeros((n, n))
    kernel[n // 2 + dy, n // 2 + dx] = 1
    return kernel
