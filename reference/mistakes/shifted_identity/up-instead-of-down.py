"""A positive dy moves the 1 up; rows count downwards, so that its row should be half + dy."""


def shifted_identity(n, dy, dx):
    half = n // 2
    if max(abs(dy), abs(dx)) > half:
        raise ValueError("outside the kernel")
    kernel = np.zeros((n, n))
    kernel[half - dy, half + dx] = 1
    return kernel
