"""All rows are equal; down the rows the kernel should fade as gaussian does."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import rotate

    return rotate(np.tile(dgaussian(n), (n, 1)), degrees, reshape=False)
