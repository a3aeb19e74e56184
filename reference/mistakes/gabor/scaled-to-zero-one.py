"""The kernel is shifted and scaled to lie between 0 and 1, as for display; its entries have to stay around 0."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import rotate

    kernel = rotate(np.outer(gaussian(n), dgaussian(n)), degrees, reshape=False)
    return (kernel - kernel.min()) / (kernel.max() - kernel.min())
