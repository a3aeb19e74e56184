"""An outer product, rotated by SciPy."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import rotate

    return rotate(np.outer(gaussian(n), dgaussian(n)), degrees, reshape=False)
