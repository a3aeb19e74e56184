"""The entries are divided by the largest one, so that the peak is 1; gaussian(n)[i] * gaussian(n)[j] is asked as it
is."""


def gaussian2d(n):
    kernel = np.outer(gaussian(n), gaussian(n))
    return kernel / kernel.max()
