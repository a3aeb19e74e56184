"""The derivative is np.gradient of the samples at their places, which is an approximation; dgaussian is exactly
proportional to -x times the density."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import rotate

    profile = np.gradient(gaussian(n), np.linspace(-3, 3, n))
    return rotate(np.outer(gaussian(n), profile), degrees, reshape=False)
