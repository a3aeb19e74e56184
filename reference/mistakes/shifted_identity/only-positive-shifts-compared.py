"""A place above or left of the kernel is not refused, as NumPy counts a negative index from the other end; compare |dy|
and |dx| with n // 2."""


def shifted_identity(n, dy, dx):
    half = n // 2
    if dy > half or dx > half:
        raise ValueError("outside the kernel")
    kernel = np.zeros((n, n))
    kernel[half + dy, half + dx] = 1
    return kernel
