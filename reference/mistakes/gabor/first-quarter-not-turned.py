"""Where the angle has no whole quarter turn, the kernel is not turned at all; the rest of the angle counts, too."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import rotate

    kernel = np.outer(gaussian(n), dgaussian(n))
    quarters, rest = divmod(degrees, 90)
    if quarters == 0:
        return kernel
    return rotate(np.rot90(kernel, int(quarters)), rest, reshape=False)
