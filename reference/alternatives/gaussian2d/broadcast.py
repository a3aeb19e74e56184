"""A column times a row."""


def gaussian2d(n):
    g = gaussian(n)
    return g[:, None] * g[None, :]
