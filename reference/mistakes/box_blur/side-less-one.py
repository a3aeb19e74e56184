"""The entries are divided by (n - 1)²; the kernel has n * n entries."""


def box_blur(n):
    return np.ones((n, n)) / (n - 1) ** 2
