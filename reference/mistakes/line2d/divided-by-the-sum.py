"""The kernel is divided by its sum, so that it sums to 1; it has to sum to 0, so subtract the mean."""


def line2d(n):
    kernel = np.outer(gaussian(n), ddgaussian(n))
    return kernel / kernel.sum()
