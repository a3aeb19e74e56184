"""Without axis=(0, 1), np.roll turns the kernel into one long row and rolls by the sum of the shifts; move rows and
columns for themselves."""


def shifted_identity(n, dy, dx):
    if max(abs(dy), abs(dx)) > n // 2:
        raise ValueError("outside the kernel")
    return np.roll(identity(n), (dy, dx))
