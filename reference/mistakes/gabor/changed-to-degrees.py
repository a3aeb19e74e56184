"""The angle is multiplied by 180 / pi, as if it were in radians; it is given in degrees already."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import rotate

    return rotate(np.outer(gaussian(n), dgaussian(n)), np.degrees(degrees), reshape=False)
