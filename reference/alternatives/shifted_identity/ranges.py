"""Places as members of a range; float32."""


def shifted_identity(n, dy, dx):
    row, column = n // 2 + dy, n // 2 + dx
    if row not in range(n) or column not in range(n):
        raise ValueError(f"({dy}, {dx}) leads outside")
    kernel = np.zeros((n, n), dtype=np.float32)
    kernel[row, column] = 1
    return kernel
