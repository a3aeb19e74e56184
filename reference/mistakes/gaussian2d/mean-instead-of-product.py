"""The mean of the two Gaussians is taken; they should be multiplied."""


def gaussian2d(n):
    return (gaussian(n)[:, None] + gaussian(n)[None, :]) / 2
