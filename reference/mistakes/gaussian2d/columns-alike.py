"""Every column is the same Gaussian; multiply column j by gaussian(n)[j]."""


def gaussian2d(n):
    return np.tile(gaussian(n)[:, None], (1, n))
