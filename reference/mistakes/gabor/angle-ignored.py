"""The kernel is the same for every angle; it should be turned by `degrees`."""


def gabor(n, degrees=0.0):
    return np.outer(gaussian(n), dgaussian(n))
