"""The second argument has another name, so that gabor(n, degrees=45) is an error; its name is `degrees`."""


def gabor(n, angle=0.0):
    from scipy.ndimage import rotate

    return rotate(np.outer(gaussian(n), dgaussian(n)), angle, reshape=False)
