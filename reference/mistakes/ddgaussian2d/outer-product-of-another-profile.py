"""The outer product of two second derivatives is not round: its corners are positive. Put the distance from the centre
into the formula instead."""


def ddgaussian2d(n):
    x = np.linspace(-3, 3, n)
    profile = -2 * (2 * x**2 - 1) * gaussian(n)
    kernel = np.outer(profile, profile)
    return kernel - kernel.mean()
