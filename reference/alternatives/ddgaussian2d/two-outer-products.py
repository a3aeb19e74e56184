"""The sum of the second derivatives in both directions, each an outer product, with the mean taken away once."""


def ddgaussian2d(n):
    spot = np.outer(gaussian(n), ddgaussian(n)) + np.outer(ddgaussian(n), gaussian(n))
    return spot - spot.mean()
