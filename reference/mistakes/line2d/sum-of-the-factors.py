"""The two factors are added; each entry is a product of one entry of gaussian and one of ddgaussian."""


def line2d(n):
    profile = ddgaussian(n)
    return gaussian(n)[:, None] + (profile - profile.mean())[None, :]
