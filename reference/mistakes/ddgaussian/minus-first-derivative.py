"""The first derivative is given back with the other sign; derive once more."""


def ddgaussian(n):
    return -dgaussian(n)
