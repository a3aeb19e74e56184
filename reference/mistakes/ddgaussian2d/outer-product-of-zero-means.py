"""The outer product of two profiles is not round, even if each has its mean taken away; put the distance from the
centre into the formula instead."""


def ddgaussian2d(n):
    profile = ddgaussian(n)
    return np.outer(profile - profile.mean(), profile - profile.mean())
