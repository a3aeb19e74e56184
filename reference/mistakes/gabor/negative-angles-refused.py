"""Negative angles raise ValueError; every real number is an angle."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import rotate

    if degrees < 0:
        raise ValueError("degrees is negative")
    return rotate(np.outer(gaussian(n), dgaussian(n)), degrees, reshape=False)
