"""The kernel has a single row; its shape should be (n, n), and its entries 1 / n²."""


def box_blur(n):
    return np.ones((1, n)) / n
