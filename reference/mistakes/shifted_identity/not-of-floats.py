"""The values are right, but not their type: asked is float32 or float64, no whole numbers or truth values."""


def shifted_identity(n, dy, dx):
    half = n // 2
    if max(abs(dy), abs(dx)) > half:
        raise ValueError("outside the kernel")
    kernel = np.zeros((n, n), dtype=int)
    kernel[half + dy, half + dx] = 1
    return kernel
