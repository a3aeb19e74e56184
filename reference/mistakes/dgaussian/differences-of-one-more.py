"""Differences of n + 1 samples lie between the places and are only near the derivative; take the formula -x g(x)."""


def dgaussian(n):
    return np.diff(gaussian(n + 1))
