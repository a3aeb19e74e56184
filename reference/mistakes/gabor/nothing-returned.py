"""The kernel is printed and not returned; the function needs a return."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import rotate

    print(rotate(np.outer(gaussian(n), dgaussian(n)), degrees, reshape=False))
