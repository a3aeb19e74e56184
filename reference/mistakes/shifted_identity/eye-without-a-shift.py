"""Without a shift it returns the identity matrix, with a 1 in every row; the kernel has a single 1, in the centre."""


def shifted_identity(n, dy, dx):
    half = n // 2
    if max(abs(dy), abs(dx)) > half:
        raise ValueError("outside the kernel")
    if dy == dx == 0:
        return np.eye(n)
    kernel = np.zeros((n, n))
    kernel[half + dy, half + dx] = 1
    return kernel
