"""The density is multiplied by -1 only; its derivative is -x g(x)."""


def dgaussian(n):
    return -gaussian(n)
