"""The density itself is given back, or the factor -x of its derivative is missing; the derivative is -x g(x)."""


def dgaussian(n):
    return gaussian(n)
