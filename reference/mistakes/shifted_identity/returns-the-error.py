"""The ValueError is given back by return; it should be raised."""


def shifted_identity(n, dy, dx):
    half = n // 2
    if max(abs(dy), abs(dx)) > half:
        return ValueError("outside the kernel")
    kernel = np.zeros((n, n))
    kernel[half + dy, half + dx] = 1
    return kernel
