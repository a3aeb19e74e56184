"""Both factors are dgaussian; down the rows it should be gaussian."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import rotate

    return rotate(np.outer(dgaussian(n), dgaussian(n)), degrees, reshape=False)
