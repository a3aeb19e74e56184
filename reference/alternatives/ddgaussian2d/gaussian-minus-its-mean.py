"""A Gaussian with its mean taken away: a positive centre in a negative ring."""


def ddgaussian2d(n):
    return gaussian2d(n) - gaussian2d(n).mean()
