"""dy and dx have changed places, and a place outside the kernel is not refused; the row is half + dy, and shifts beyond
n // 2 need ValueError."""


def shifted_identity(n, dy, dx):
    kernel = np.zeros((n, n))
    kernel[n // 2 + dx, n // 2 + dy] = 1
    return kernel
