"""Every row is the same Gaussian; multiply row i by gaussian(n)[i]."""


def gaussian2d(n):
    return np.tile(gaussian(n), (n, 1))
