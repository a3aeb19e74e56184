"""The function gives nothing back (None): the line with return is missing."""


def identity(n, scale=1.0):
    kernel = np.zeros((n, n))
    kernel[n // 2, n // 2] = scale
    print(kernel)
