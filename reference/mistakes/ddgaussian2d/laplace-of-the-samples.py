"""The derivative is taken from the samples by differences with the neighbours, which is not equally large in all
directions; use the formula."""


def ddgaussian2d(n):
    from scipy.ndimage import laplace

    spot = -laplace(gaussian2d(n))
    return spot - spot.mean()
