"""The mean of the profile is subtracted twice; once makes the sum 0."""


def line2d(n):
    profile = ddgaussian(n)
    return np.outer(gaussian(n), profile - 2 * profile.mean())
