"""A place outside the kernel gives None; asked is raise ValueError(…)."""


def shifted_identity(n, dy, dx):
    half = n // 2
    if max(abs(dy), abs(dx)) > half:
        print("outside the kernel")
        return None
    kernel = np.zeros((n, n))
    kernel[half + dy, half + dx] = 1
    return kernel
