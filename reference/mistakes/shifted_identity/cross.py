"""The row and the column are filled one after the other, which makes a cross; give both indices at once, [n // 2 + dy,
n // 2 + dx]."""


def shifted_identity(n, dy, dx):
    half = n // 2
    if max(abs(dy), abs(dx)) > half:
        raise ValueError("outside the kernel")
    kernel = np.zeros((n, n))
    kernel[half + dy] = 1
    kernel[:, half + dx] = 1
    return kernel
