"""The loops leave out the last row and the last column; range(n) ends with n - 1 by itself."""


def box_blur(n):
    kernel = np.zeros((n, n))
    for i in range(n - 1):
        for j in range(n - 1):
            kernel[i, j] = 1 / n**2
    return kernel
