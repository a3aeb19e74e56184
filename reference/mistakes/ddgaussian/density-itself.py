"""The density itself is given back; its second derivative, turned over, is (1 - x²) g(x)."""


def ddgaussian(n):
    return gaussian(n)
