"""One of the two factors is the derivative; both should be gaussian."""


def gaussian2d(n):
    return np.outer(gaussian(n), dgaussian(n))
