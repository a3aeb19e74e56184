"""The entry stands one row below and one column right of the centre; indices begin at 0, so that the centre is [n // 2,
n // 2]."""


def identity(n, scale=1.0):
    kernel = np.zeros((n, n))
    kernel[(n + 1) // 2, (n + 1) // 2] = scale
    return kernel
