"""Both factors are gaussian, which gives a blur; across the columns it should be ddgaussian with its mean taken
away."""


def line2d(n):
    return gaussian2d(n)
