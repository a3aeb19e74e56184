"""The derivative is np.gradient of the samples, which is an approximation; dgaussian is exactly proportional to -x
times the density."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import rotate

    return rotate(np.outer(gaussian(n), np.gradient(gaussian(n))), degrees, reshape=False)
