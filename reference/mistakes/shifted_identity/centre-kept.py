"""The 1 in the centre stays where it was, so that the image is seen twice; only one entry should be 1."""


def shifted_identity(n, dy, dx):
    half = n // 2
    if max(abs(dy), abs(dx)) > half:
        raise ValueError("outside the kernel")
    kernel = identity(n)
    kernel[half + dy, half + dx] = 1
    return kernel
