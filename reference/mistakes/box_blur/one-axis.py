"""The kernel has one axis only; its shape should be (n, n), and its entries 1 / n²."""


def box_blur(n):
    return np.ones(n) / n
