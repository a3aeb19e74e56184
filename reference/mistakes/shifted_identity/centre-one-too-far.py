"""The centre is taken one row too low and one column too far right; for odd n it is n // 2, as indices begin at 0."""


def shifted_identity(n, dy, dx):
    half = n // 2
    if max(abs(dy), abs(dx)) > half:
        raise ValueError("outside the kernel")
    kernel = np.zeros((n, n))
    centre = (n + 1) // 2
    kernel[centre + dy, centre + dx] = 1
    return kernel
