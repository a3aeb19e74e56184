"""The place is tested by assert, which raises AssertionError; asked is ValueError."""


def shifted_identity(n, dy, dx):
    half = n // 2
    assert max(abs(dy), abs(dx)) <= half, "outside the kernel"
    kernel = np.zeros((n, n))
    kernel[half + dy, half + dx] = 1
    return kernel
