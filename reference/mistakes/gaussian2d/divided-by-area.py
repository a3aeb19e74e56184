"""The entries are divided by n²; gaussian(n)[i] * gaussian(n)[j] is asked as it is."""


def gaussian2d(n):
    return np.outer(gaussian(n), gaussian(n)) / n**2
