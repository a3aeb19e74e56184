"""Negative shifts are refused with ValueError; they are allowed as far as -(n // 2)."""


def shifted_identity(n, dy, dx):
    half = n // 2
    if dy < 0 or dx < 0 or dy > half or dx > half:
        raise ValueError("outside the kernel")
    kernel = np.zeros((n, n))
    kernel[half + dy, half + dx] = 1
    return kernel
