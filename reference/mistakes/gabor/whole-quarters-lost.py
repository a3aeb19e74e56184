"""Between the quarter turns only the rest of the angle after division by 90 is used; the whole quarters have to be
turned too."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import rotate

    kernel = np.outer(gaussian(n), dgaussian(n))
    if degrees % 90 == 0:
        return np.rot90(kernel, int(degrees // 90))
    return rotate(kernel, degrees % 90, reshape=False)
