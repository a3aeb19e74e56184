"""The entries are changed to whole numbers, which makes them all 0; floats are asked."""


def line2d(n):
    profile = ddgaussian(n)
    return np.outer(gaussian(n), profile - profile.mean()).astype(int)
