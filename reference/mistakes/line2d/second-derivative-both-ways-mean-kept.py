"""Both factors are ddgaussian, and its mean is not taken away; down the rows it should be gaussian."""


def line2d(n):
    return np.outer(ddgaussian(n), ddgaussian(n))
