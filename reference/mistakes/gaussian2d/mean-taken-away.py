"""The mean is subtracted, so that the entries sum to 0; gaussian(n)[i] * gaussian(n)[j] is asked as it is."""


def gaussian2d(n):
    kernel = np.outer(gaussian(n), gaussian(n))
    return kernel - kernel.mean()
