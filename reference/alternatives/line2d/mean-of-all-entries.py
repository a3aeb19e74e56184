"""The mean of the whole kernel is taken away."""


def line2d(n):
    kernel = np.outer(gaussian(n), ddgaussian(n))
    return kernel - kernel.mean()
