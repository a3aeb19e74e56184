"""One row is returned; the outer product with gaussian has n rows."""


def line2d(n):
    profile = ddgaussian(n)
    return profile - profile.mean()
