"""dy and dx have changed places, and both have the wrong sign; the 1 should be at row half + dy and column half +
dx."""


def shifted_identity(n, dy, dx):
    half = n // 2
    if max(abs(dy), abs(dx)) > half:
        raise ValueError("outside the kernel")
    kernel = np.zeros((n, n))
    kernel[half - dx, half - dy] = 1
    return kernel
