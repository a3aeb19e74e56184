"""A single bright column is the kernel, which is not 0 on flat images; ddgaussian has negative flanks, and its mean is
taken away."""


def line2d(n):
    kernel = np.zeros((n, n))
    kernel[:, n // 2] = 1
    return kernel
