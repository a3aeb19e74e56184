"""The second derivative runs across the columns, which finds lines; an edge detector has the first one, dgaussian."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import rotate

    return rotate(np.outer(gaussian(n), ddgaussian(n)), degrees, reshape=False)
