"""The 1 moves up and left instead of down and right, and a place outside the kernel is not refused with ValueError."""


def shifted_identity(n, dy, dx):
    kernel = np.zeros((n, n))
    kernel[n // 2 - dy, n // 2 - dx] = 1
    return kernel
