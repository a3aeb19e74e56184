"""A negative shift moves the 1 down or right as a positive one does; it should move it up or left."""


def shifted_identity(n, dy, dx):
    half = n // 2
    if max(abs(dy), abs(dx)) > half:
        raise ValueError("outside the kernel")
    kernel = np.zeros((n, n))
    kernel[half + abs(dy), half + abs(dx)] = 1
    return kernel
