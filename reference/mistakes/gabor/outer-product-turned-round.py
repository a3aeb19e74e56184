"""The outer product has dgaussian first and gaussian second; its first factor runs down the rows, which is
gaussian."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import rotate

    return rotate(np.outer(dgaussian(n), gaussian(n)), degrees, reshape=False)
