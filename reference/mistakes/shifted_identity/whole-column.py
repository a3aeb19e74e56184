"""A whole column is filled; only one entry, in row n // 2 + dy, should be 1."""


def shifted_identity(n, dy, dx):
    half = n // 2
    if max(abs(dy), abs(dx)) > half:
        raise ValueError("outside the kernel")
    kernel = np.zeros((n, n))
    kernel[:, half + dx] = 1
    return kernel
