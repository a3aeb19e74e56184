"""The sign is turned over, so that the kernel answers to dark lines; a bright line has to give a positive response."""


def line2d(n):
    profile = ddgaussian(n)
    return np.outer(gaussian(n), profile.mean() - profile)
