"""All rows are equal; down the rows the kernel should fade as gaussian does."""


def line2d(n):
    profile = ddgaussian(n)
    return np.tile(profile - profile.mean(), (n, 1))
