"""A smaller kernel with a frame of zeros, down to side 1."""


def identity(n, scale=1.0):
    if n == 1:
        return np.array([[float(scale)]])
    kernel = np.zeros((n, n))
    kernel[1:-1, 1:-1] = identity(n - 2, scale)
    return kernel
