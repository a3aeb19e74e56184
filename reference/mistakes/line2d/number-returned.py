"""The dot product of the two factors is one number; their outer product has n rows and n columns."""


def line2d(n):
    profile = ddgaussian(n)
    return gaussian(n) @ (profile - profile.mean())
