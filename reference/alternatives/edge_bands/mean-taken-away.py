"""A bright right half, minus the mean of each row."""


def edge_bands(n):
    kernel = np.zeros((n, n))
    kernel[:, n // 2 :] = 1
    return kernel - kernel.mean(axis=1, keepdims=True)
