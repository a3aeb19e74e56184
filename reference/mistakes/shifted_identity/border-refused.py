"""A shift by exactly n // 2 is refused, though the border belongs to the kernel; compare with > instead of >=."""


def shifted_identity(n, dy, dx):
    half = n // 2
    if abs(dy) >= half or abs(dx) >= half:
        raise ValueError("outside the kernel")
    kernel = np.zeros((n, n))
    kernel[half + dy, half + dx] = 1
    return kernel
