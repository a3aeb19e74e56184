"""Only the entries inside a circle are filled; a box has corners, and all its entries are equal."""


def box_blur(n):
    rows, columns = np.indices((n, n)) - (n - 1) / 2
    kernel = (np.hypot(rows, columns) <= n / 2).astype(float)
    return kernel / kernel.sum()
