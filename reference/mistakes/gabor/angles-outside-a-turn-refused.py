"""Angles below 0 or above 360 raise ValueError; every real number is an angle."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import rotate

    if not 0 <= degrees <= 360:
        raise ValueError("degrees is not between 0 and 360")
    return rotate(np.outer(gaussian(n), dgaussian(n)), degrees, reshape=False)
