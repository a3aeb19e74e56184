"""The density itself is given back; its derivative is -x g(x)."""


def dgaussian(n):
    return gaussian(n)
