"""The centre is taken one row too high and one column too far left; for odd n it is n // 2."""


def shifted_identity(n, dy, dx):
    half = n // 2
    if max(abs(dy), abs(dx)) > half:
        raise ValueError("outside the kernel")
    kernel = np.zeros((n, n))
    kernel[half - 1 + dy, half - 1 + dx] = 1
    return kernel
