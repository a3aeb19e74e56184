"""The angle is changed to radians before scipy.ndimage.rotate gets it; that function takes degrees."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import rotate

    return rotate(np.outer(gaussian(n), dgaussian(n)), np.radians(degrees), reshape=False)
