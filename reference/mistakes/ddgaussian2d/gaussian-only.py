"""This is the Gaussian without any derivative; a spot detector has a negative ring, and sums to 0."""


def ddgaussian2d(n):
    return gaussian2d(n)
