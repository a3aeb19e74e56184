"""The kernel varies as ddgaussian across the columns only, which finds lines; a spot looks alike in every
direction."""


def ddgaussian2d(n):
    kernel = np.outer(gaussian(n), ddgaussian(n))
    return kernel - kernel.mean()
