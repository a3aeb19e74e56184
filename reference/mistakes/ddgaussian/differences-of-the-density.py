"""The samples of the density are derived only once; derive twice."""


def ddgaussian(n):
    return -np.gradient(gaussian(n))
