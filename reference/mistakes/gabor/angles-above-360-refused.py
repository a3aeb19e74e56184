"""Angles above 360 raise ValueError; every real number is an angle."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import rotate

    if degrees > 360:
        raise ValueError("degrees is above 360")
    return rotate(np.outer(gaussian(n), dgaussian(n)), degrees, reshape=False)
