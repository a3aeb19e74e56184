"""An outer product of two unit vectors."""


def shifted_identity(n, dy, dx):
    places = np.arange(n) - n // 2
    if abs(dy) > n // 2 or abs(dx) > n // 2:
        raise ValueError("outside the kernel")
    return np.outer(places == dy, places == dx).astype(float)
