"""An even side is made odd, so that the kernel is one entry larger than asked; n rows and n columns are asked for even
n too."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import rotate

    side = 2 * (n // 2) + 1
    return rotate(np.outer(gaussian(side), dgaussian(side)), degrees, reshape=False)
