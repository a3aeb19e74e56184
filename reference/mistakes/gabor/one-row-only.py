"""One row is returned, which is the product entry by entry; the outer product has n rows and n columns."""


def gabor(n, degrees=0.0):
    return gaussian(n) * dgaussian(n)
