"""A shift that leaves the kernel at the top or the bottom is not refused with ValueError; compare |dy| with n // 2,
too."""


def shifted_identity(n, dy, dx):
    half = n // 2
    if abs(dx) > half:
        raise ValueError("outside the kernel")
    kernel = np.zeros((n, n))
    kernel[half + dy, half + dx] = 1
    return kernel
