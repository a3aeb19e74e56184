"""The angle has no default value, so that gabor(n) is an error; degrees=0.0 is asked."""


def gabor(n, degrees):
    from scipy.ndimage import rotate

    return rotate(np.outer(gaussian(n), dgaussian(n)), degrees, reshape=False)
