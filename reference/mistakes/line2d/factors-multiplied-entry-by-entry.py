"""The factors are multiplied entry by entry, which gives one row; the outer product has n rows and n columns."""


def line2d(n):
    profile = ddgaussian(n)
    return gaussian(n) * (profile - profile.mean())
