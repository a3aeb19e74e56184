"""Rotated by SciPy with linear interpolation, and the border continued outwards."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import rotate

    return rotate(np.outer(gaussian(n), dgaussian(n)), degrees % 360, reshape=False, order=1, mode="nearest")
