"""The centre is positive and all around it is negative, as in a Laplacian; put a negative band left and a positive one
right."""


def edge_bands(n):
    kernel = -np.ones((n, n))
    kernel[n // 2, n // 2] = n * n - 1
    return kernel
