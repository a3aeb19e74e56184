"""The entries are scaled so that the volume between -3 and 3 is 1; gaussian(n)[i] * gaussian(n)[j] is asked as it
is."""


def gaussian2d(n):
    kernel = np.outer(gaussian(n), gaussian(n))
    return kernel / (kernel.sum() * (6 / (n - 1)) ** 2)
