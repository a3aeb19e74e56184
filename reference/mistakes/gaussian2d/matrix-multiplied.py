"""The finished kernel is multiplied with itself by @, which changes its height; np.outer alone is right."""


def gaussian2d(n):
    kernel = np.outer(gaussian(n), gaussian(n))
    return kernel @ kernel
