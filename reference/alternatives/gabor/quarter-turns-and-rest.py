"""Whole quarters by np.rot90, the rest by SciPy."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import rotate

    quarters, rest = divmod(degrees, 90)
    kernel = np.rot90(np.outer(gaussian(n), dgaussian(n)), int(quarters))
    return rotate(kernel, rest, reshape=False) if rest else kernel
