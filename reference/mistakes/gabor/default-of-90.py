"""The angle is 90 degrees when none is given; its default is 0."""


def gabor(n, degrees=90.0):
    from scipy.ndimage import rotate

    return rotate(np.outer(gaussian(n), dgaussian(n)), degrees, reshape=False)
