"""The centre is negative and all around it is positive, as in a Laplacian; put a negative band left and a positive one
right."""


def edge_bands(n):
    kernel = np.ones((n, n))
    kernel[n // 2, n // 2] = 1 - n * n
    return kernel
