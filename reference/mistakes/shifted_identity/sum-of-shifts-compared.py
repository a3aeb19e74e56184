"""The sum of |dy| and |dx| is compared with n // 2, which refuses the corners; compare each for itself."""


def shifted_identity(n, dy, dx):
    half = n // 2
    if abs(dy) + abs(dx) > half:
        raise ValueError("outside the kernel")
    kernel = np.zeros((n, n))
    kernel[half + dy, half + dx] = 1
    return kernel
