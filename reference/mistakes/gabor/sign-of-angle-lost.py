"""The sign of the angle is dropped; a negative angle turns the kernel clockwise."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import rotate

    return rotate(np.outer(gaussian(n), dgaussian(n)), abs(degrees), reshape=False)
