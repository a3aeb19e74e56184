"""The whole diagonal is moved, as np.eye has it; the kernel should have one single 1."""


def shifted_identity(n, dy, dx):
    if max(abs(dy), abs(dx)) > n // 2:
        raise ValueError("outside the kernel")
    return np.eye(n, k=dx - dy)
