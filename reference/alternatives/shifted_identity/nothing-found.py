"""Compares every place with the wanted one, and refuses if none agrees."""


def shifted_identity(n, dy, dx):
    rows, columns = np.indices((n, n)) - n // 2
    kernel = ((rows == dy) & (columns == dx)).astype(np.float64)
    if not kernel.any():
        raise ValueError("outside the kernel")
    return kernel
