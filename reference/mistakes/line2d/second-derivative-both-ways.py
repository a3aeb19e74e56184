"""Both factors are ddgaussian; down the rows it should be gaussian."""


def line2d(n):
    profile = ddgaussian(n)
    return np.outer(profile - profile.mean(), profile - profile.mean())
