"""dy and dx are counted from the top left corner, and no place is refused; count from the centre, and raise ValueError
beyond n // 2."""


def shifted_identity(n, dy, dx):
    kernel = np.zeros((n, n))
    kernel[dy, dx] = 1
    return kernel
