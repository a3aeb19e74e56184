"""The second derivative turned over is given back; the first one is -x g(x)."""


def dgaussian(n):
    return ddgaussian(n)
