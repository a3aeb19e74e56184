"""dy and dx are counted from the top left corner; they should be counted from the centre, n // 2."""


def shifted_identity(n, dy, dx):
    half = n // 2
    if max(abs(dy), abs(dx)) > half:
        raise ValueError("outside the kernel")
    kernel = np.zeros((n, n))
    kernel[dy, dx] = 1
    return kernel
