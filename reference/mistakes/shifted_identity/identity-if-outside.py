"""A place outside the kernel leaves the 1 in the centre; asked is raise ValueError(…)."""


def shifted_identity(n, dy, dx):
    half = n // 2
    if max(abs(dy), abs(dx)) > half:
        dy = dx = 0
    kernel = np.zeros((n, n))
    kernel[half + dy, half + dx] = 1
    return kernel
