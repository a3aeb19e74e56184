"""The negative half is made positive; an edge detector needs both signs."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import rotate

    return np.abs(rotate(np.outer(gaussian(n), dgaussian(n)), degrees, reshape=False))
