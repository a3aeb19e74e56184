"""The derivative is np.gradient of the samples, twice in each direction, which is not equally large in all directions;
use the formula."""


def ddgaussian2d(n):
    g = gaussian2d(n)
    spot = -np.gradient(np.gradient(g, axis=0), axis=0) - np.gradient(np.gradient(g, axis=1), axis=1)
    return spot - spot.mean()
