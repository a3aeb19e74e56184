"""The kernel is returned as nested lists; a NumPy array is asked."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import rotate

    return rotate(np.outer(gaussian(n), dgaussian(n)), degrees, reshape=False).tolist()
