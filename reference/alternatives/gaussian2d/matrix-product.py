"""A column and a row by @."""


def gaussian2d(n):
    g = gaussian(n).reshape(-1, 1)
    return g @ g.T
