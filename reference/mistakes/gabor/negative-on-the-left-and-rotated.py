"""The kernel is negative on the left before it is rotated; dgaussian is positive there, as -x times the density."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import rotate

    x = np.linspace(-3, 3, n)
    return rotate(np.outer(gaussian(n), x * gaussian(n)), degrees, reshape=False)
