"""A positive dx moves the 1 to the left; its column should be half + dx."""


def shifted_identity(n, dy, dx):
    half = n // 2
    if max(abs(dy), abs(dx)) > half:
        raise ValueError("outside the kernel")
    kernel = np.zeros((n, n))
    kernel[half + dy, half - dx] = 1
    return kernel
