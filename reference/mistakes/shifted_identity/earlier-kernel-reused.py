"""The zeros are made only once, so that the 1 of an earlier call is still there; make a new array in each call."""


def shifted_identity(n, dy, dx, made={}):
    half = n // 2
    if max(abs(dy), abs(dx)) > half:
        raise ValueError("outside the kernel")
    kernel = made.setdefault(n, np.zeros((n, n)))
    kernel[half + dy, half + dx] = 1
    return kernel
