"""Negative values are set to 0; an edge detector needs both signs."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import rotate

    return np.maximum(rotate(np.outer(gaussian(n), dgaussian(n)), degrees, reshape=False), 0)
