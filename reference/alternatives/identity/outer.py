"""An outer product of two unit vectors."""


def identity(n, scale=1.0):
    unit = np.eye(n)[n // 2]
    return scale * np.outer(unit, unit)
