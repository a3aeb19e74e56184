"""ValueError is raised only if rows and columns both lead outside; one of them is enough, so that `or` is needed
instead of `and`."""


def shifted_identity(n, dy, dx):
    half = n // 2
    if abs(dy) > half and abs(dx) > half:
        raise ValueError("outside the kernel")
    kernel = np.zeros((n, n))
    kernel[half + dy, half + dx] = 1
    return kernel
