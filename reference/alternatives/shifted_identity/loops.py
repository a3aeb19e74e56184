"""Entry by entry in two loops, with an error of its own that is a ValueError."""


class OutsideKernel(ValueError):
    pass


def shifted_identity(n, dy, dx):
    if abs(dy) > n // 2 or abs(dx) > n // 2:
        raise OutsideKernel
    rows = []
    for y in range(-(n // 2), n // 2 + 1):
        rows.append([1.0 if (y, x) == (dy, dx) else 0.0 for x in range(-(n // 2), n // 2 + 1)])
    return np.array(rows)
