"""Rotated by SciPy without interpolation: each entry comes from the nearest one."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import rotate

    return rotate(np.outer(gaussian(n), dgaussian(n)), degrees, reshape=False, order=0)
