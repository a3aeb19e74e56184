"""A place outside the kernel is not refused: NumPy raises IndexError, or takes a negative index for one from the other
end; compare with n // 2 and raise ValueError."""


def shifted_identity(n, dy, dx):
    kernel = np.zeros((n, n))
    kernel[n // 2 + dy, n // 2 + dx] = 1
    return kernel
