"""Rotated by scikit-image."""


def gabor(n, degrees=0.0):
    from skimage.transform import rotate

    return rotate(np.outer(gaussian(n), dgaussian(n)), degrees)
