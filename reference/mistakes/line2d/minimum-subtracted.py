"""The smallest value is subtracted; it has to be the mean, so that flat images give 0."""


def line2d(n):
    profile = ddgaussian(n)
    return np.outer(gaussian(n), profile - profile.min())
