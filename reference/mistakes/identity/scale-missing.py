"""The function takes no `scale`, so that identity(3, scale=2.0) is an error; it should have a second argument
scale=1.0."""


def identity(n):
    kernel = np.zeros((n, n))
    kernel[n // 2, n // 2] = 1
    return kernel
