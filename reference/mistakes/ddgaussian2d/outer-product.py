"""The outer product of two ddgaussians is not round: its corners are positive. Put the distance from the centre into
the formula instead."""


def ddgaussian2d(n):
    kernel = np.outer(ddgaussian(n), ddgaussian(n))
    return kernel - kernel.mean()
