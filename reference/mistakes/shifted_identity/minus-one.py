"""The entry is -1, which turns the image into its negative; it should be 1."""


def shifted_identity(n, dy, dx):
    half = n // 2
    if max(abs(dy), abs(dx)) > half:
        raise ValueError("outside the kernel")
    kernel = np.zeros((n, n))
    kernel[half + dy, half + dx] = -1
    return kernel
