"""The 1 stays in the centre; it should move by dy rows and dx columns."""


def shifted_identity(n, dy, dx):
    if max(abs(dy), abs(dx)) > n // 2:
        raise ValueError("outside the kernel")
    return identity(n)
