"""The 1 sits above and left of the centre for positive shifts; it should be dy rows below and dx columns right of
it."""


def shifted_identity(n, dy, dx):
    half = n // 2
    if max(abs(dy), abs(dx)) > half:
        raise ValueError("outside the kernel")
    kernel = np.zeros((n, n))
    kernel[half - dy, half - dx] = 1
    return kernel
