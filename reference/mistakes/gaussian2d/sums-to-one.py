"""The entries are divided by their sum; gaussian(n)[i] * gaussian(n)[j] is asked as it is."""


def gaussian2d(n):
    kernel = np.outer(gaussian(n), gaussian(n))
    return kernel / kernel.sum()
