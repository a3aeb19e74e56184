"""A shift by n // 2 + 1 is not refused, though it leads outside; from n // 2 + 1 on, raise ValueError."""


def shifted_identity(n, dy, dx):
    half = n // 2
    if abs(dy) > half + 1 or abs(dx) > half + 1:
        raise ValueError("outside the kernel")
    kernel = np.zeros((n, n))
    kernel[half + dy, half + dx] = 1
    return kernel
