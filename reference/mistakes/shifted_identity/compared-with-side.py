"""The shifts are compared with n; from the centre it is only n // 2 to the border."""


def shifted_identity(n, dy, dx):
    half = n // 2
    if abs(dy) >= n or abs(dx) >= n:
        raise ValueError("outside the kernel")
    kernel = np.zeros((n, n))
    kernel[half + dy, half + dx] = 1
    return kernel
