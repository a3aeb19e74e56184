"""The kernel is divided by the root of the sum of its squares; gaussian(n)[i] * gaussian(n)[j] is asked as it is."""


def gaussian2d(n):
    kernel = np.outer(gaussian(n), gaussian(n))
    return kernel / np.linalg.norm(kernel)
