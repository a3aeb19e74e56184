"""Negative entries are made positive; a line detector needs both signs, and a sum of 0."""


def line2d(n):
    profile = ddgaussian(n)
    return np.abs(np.outer(gaussian(n), profile - profile.mean()))
