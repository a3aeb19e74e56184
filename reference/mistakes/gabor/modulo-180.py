"""The angle is taken modulo 180; after half a turn an edge detector has the opposite sign, and looks alike only after
360 degrees."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import rotate

    return rotate(np.outer(gaussian(n), dgaussian(n)), degrees % 180, reshape=False)
