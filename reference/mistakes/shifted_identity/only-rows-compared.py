"""A shift that leaves the kernel to the side is not refused with ValueError; compare |dx| with n // 2, too."""


def shifted_identity(n, dy, dx):
    half = n // 2
    if abs(dy) > half:
        raise ValueError("outside the kernel")
    kernel = np.zeros((n, n))
    kernel[half + dy, half + dx] = 1
    return kernel
