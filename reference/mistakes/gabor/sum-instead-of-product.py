"""The two factors are added; each entry is a product of one entry of gaussian and one of dgaussian."""


def gabor(n, degrees=0.0):
    from scipy.ndimage import rotate

    return rotate(gaussian(n)[:, None] + dgaussian(n)[None, :], degrees, reshape=False)
