"""The two Gaussians are added; they should be multiplied."""


def gaussian2d(n):
    return gaussian(n)[:, None] + gaussian(n)[None, :]
