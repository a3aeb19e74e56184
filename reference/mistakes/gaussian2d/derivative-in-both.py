"""Both factors are the derivative; both should be gaussian."""


def gaussian2d(n):
    return np.outer(dgaussian(n), dgaussian(n))
