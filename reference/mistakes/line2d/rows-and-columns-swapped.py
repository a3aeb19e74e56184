"""The kernel finds horizontal lines: gaussian belongs down the rows, and ddgaussian across the columns."""


def line2d(n):
    profile = ddgaussian(n)
    return np.outer(profile - profile.mean(), gaussian(n))
