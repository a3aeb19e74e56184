"""The kernel is rotated by -degrees, which turns it clockwise; scipy.ndimage.rotate turns counter-clockwise by
itself."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import rotate

    return rotate(np.outer(gaussian(n), dgaussian(n)), -degrees, reshape=False)
