"""The rotated kernel grows, and its upper left n x n entries are kept; the centre has to stay in the centre, as
reshape=False does it."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import rotate

    return rotate(np.outer(gaussian(n), dgaussian(n)), degrees)[:n, :n]
