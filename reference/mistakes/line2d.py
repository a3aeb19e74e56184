"""Known mistakes of line2d."""

import numpy as np

from reference.filters import ddgaussian, dgaussian, gaussian, line2d
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(line2d)
negated = forms.negated(line2d)


def _profile(n):
    return ddgaussian(n) - ddgaussian(n).mean()


def _tutorials_profile(n):
    x = np.linspace(-3, 3, n)
    return -2 * (2 * x**2 - 1) * gaussian(n)


def rows_and_columns_swapped(n):
    """The kernel detects horizontal lines: gaussian belongs down the rows, and ddgaussian across the columns."""
    return line2d(n).T


def swapped_and_mean_kept(n):
    """The kernel detects horizontal lines instead of vertical ones, and the mean of ddgaussian is not subtracted."""
    return np.outer(ddgaussian(n), gaussian(n))


def mean_kept(n):
    """The mean of the profile is not subtracted, so flat images do not give 0."""
    return np.outer(gaussian(n), ddgaussian(n))


def mean_kept_of_the_tutorials_profile(n):
    """The mean of the profile is not subtracted, so flat images do not give 0; the samples of the profile do not sum to
    0 by themselves.
    """
    return np.outer(gaussian(n), _tutorials_profile(n))


def mean_of_each_column(n):
    """Every column sums to 0, so vertical lines give 0; subtract the mean of each row, or of all entries."""
    kernel = np.outer(gaussian(n), ddgaussian(n))
    return kernel - kernel.mean(axis=0)


def second_derivative_both_ways(n):
    """Both factors are ddgaussian; down the rows it should be gaussian."""
    return np.outer(_profile(n), _profile(n))


def first_derivative(n):
    """The first derivative runs across the columns, which detects edges; for lines use ddgaussian."""
    return np.outer(gaussian(n), dgaussian(n))


def rows_do_not_fade(n):
    """All rows are equal; down the rows the kernel should fade as gaussian does."""
    return np.tile(_profile(n), (n, 1))
