"""Known mistakes of ddgaussian2d."""

import numpy as np

from reference.filters import ddgaussian, ddgaussian2d, gaussian2d
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(ddgaussian2d)
negated = forms.negated(ddgaussian2d)


def _laplacian(x):
    squared = x[:, None] ** 2 + x[None, :] ** 2
    return (2 - squared) * np.exp(-squared / 2)


def _profile(r):
    return (1 - r**2) * np.exp(-(r**2) / 2)


def _distances(n):
    x = np.linspace(-3, 3, n)
    return np.hypot(x[:, None], x[None, :])


def _centred(kernel):
    return kernel - kernel.mean()


def mean_kept(n):
    """The mean is not subtracted, so the entries do not sum to 0: the kernel ends at 3, before the spot has faded."""
    return _laplacian(np.linspace(-3, 3, n))


def mean_kept_of_the_profile(n):
    """Each entry is ddgaussian's formula at its distance from the centre, but the mean is not subtracted; let all
    entries sum to 0.
    """
    return _profile(_distances(n))


def mean_kept_of_the_tutorials_profile(n):
    """Each entry is -2 (2 r² - 1) g(r) at its distance r from the centre, but the mean is not subtracted; let all
    entries sum to 0.
    """
    r = _distances(n)
    return -2 * (2 * r**2 - 1) * np.exp(-(r**2) / 2)


def maximum_subtracted(n):
    """The largest value is subtracted, so no entry is positive; subtract the mean, so that all entries sum to 0."""
    return _laplacian(np.linspace(-3, 3, n)) - _laplacian(np.linspace(-3, 3, n)).max()


def minimum_subtracted(n):
    """The smallest value is subtracted, so no entry is negative; subtract the mean, so that all entries sum to 0."""
    return _laplacian(np.linspace(-3, 3, n)) - _laplacian(np.linspace(-3, 3, n)).min()


def profile_negated(n):
    """Every value has the wrong sign, so the kernel detects dark spots; the centre should be positive."""
    return -_centred(_profile(_distances(n)))


def outer_product(n):
    """The outer product of two ddgaussians is not round: its corners are positive. Use the distance from the centre
    instead.
    """
    return _centred(np.outer(ddgaussian(n), ddgaussian(n)))


def outer_product_of_zero_means(n):
    """The outer product of two profiles is not round, even with their means subtracted; use the distance from the
    centre.
    """
    return np.outer(_centred(ddgaussian(n)), _centred(ddgaussian(n)))


def outer_product_mean_kept(n):
    """The outer product of two ddgaussians is not round, and its mean is not subtracted; use the distance from the
    centre.
    """
    return np.outer(ddgaussian(n), ddgaussian(n))


def gaussian_only(n):
    """This is the Gaussian without any derivative; a spot detector has a negative ring and sums to 0."""
    return gaussian2d(n)
