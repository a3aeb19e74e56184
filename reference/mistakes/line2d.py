"""Known mistakes of line2d."""

import numpy as np

from reference.filters import ddgaussian, ddgaussian2d, dgaussian, gaussian, gaussian2d, line2d
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(line2d)
list_returned = forms.list_returned(line2d)
tensor_returned = forms.tensor_returned(line2d)
half_precision = forms.half_precision(line2d)
integers = forms.integers(line2d)
negated = forms.negated(line2d)
absolute_values = forms.absolute_values(line2d)
axis_added = forms.axis_added(line2d)


def _profile(n):
    return ddgaussian(n) - ddgaussian(n).mean()


def _tutorials_profile(n):
    x = np.linspace(-3, 3, n)
    return -2 * (2 * x**2 - 1) * gaussian(n)


def rows_and_columns_swapped(n):
    """The kernel detects horizontal lines: gaussian belongs down the rows, and ddgaussian across the columns."""
    return line2d(n).T


def swapped_with_the_tutorials_profile(n):
    """The kernel detects horizontal lines: gaussian belongs down the rows, and the second derivative across the
    columns.
    """
    profile = _tutorials_profile(n)
    return np.outer(profile - profile.mean(), gaussian(n))


def swapped_and_mean_kept(n):
    """The kernel detects horizontal lines instead of vertical ones, and the mean of ddgaussian is not subtracted."""
    return np.outer(ddgaussian(n), gaussian(n))


def mean_kept(n):
    """The mean of the profile is not subtracted, so flat images do not give 0."""
    return np.outer(gaussian(n), ddgaussian(n))


def mean_kept_of_the_tutorials_profile(n):
    """The mean of the profile is not subtracted, so flat images do not give 0; its samples do not sum to 0 by
    themselves.
    """
    return np.outer(gaussian(n), _tutorials_profile(n))


def mean_added(n):
    """The mean is added; subtract it, so that flat images give 0."""
    return np.outer(gaussian(n), ddgaussian(n) + ddgaussian(n).mean())


def sum_subtracted(n):
    """The sum is subtracted from every entry; subtract the mean, so that flat images give 0."""
    return np.outer(gaussian(n), ddgaussian(n) - ddgaussian(n).sum())


def mean_of_each_column(n):
    """The mean of each column is subtracted, so vertical lines give 0; subtract that of each row, or of all entries."""
    kernel = np.outer(gaussian(n), ddgaussian(n))
    return kernel - kernel.mean(axis=0)


def second_derivative_both_ways(n):
    """Both factors are ddgaussian; down the rows it should be gaussian."""
    return np.outer(_profile(n), _profile(n))


def second_derivative_both_ways_mean_kept(n):
    """Both factors are ddgaussian, and its mean is not subtracted; down the rows it should be gaussian."""
    return np.outer(ddgaussian(n), ddgaussian(n))


def first_derivative(n):
    """The first derivative runs across the columns, which detects edges; for lines use ddgaussian."""
    return np.outer(gaussian(n), dgaussian(n))


def blur(n):
    """Both factors are gaussian, which gives a blur; across the columns use ddgaussian, with its mean subtracted."""
    return gaussian2d(n)


def spot(n):
    """The kernel is a round spot, which responds to horizontal lines as well; use gaussian down the rows."""
    return ddgaussian2d(n)


def rows_do_not_fade(n):
    """All rows are equal; down the rows the kernel should fade as gaussian does."""
    return np.tile(_profile(n), (n, 1))


def rows_do_not_fade_and_mean_kept(n):
    """All rows are equal, and the mean of ddgaussian is not subtracted; down the rows the kernel should fade."""
    return np.tile(ddgaussian(n), (n, 1))


def one_row_only(n):
    """The result is a single row; the outer product with gaussian has n rows."""
    return _profile(n)


def sum_of_the_factors(n):
    """The two factors are added; each entry is a product of one entry of gaussian and one of ddgaussian."""
    return gaussian(n)[:, None] + _profile(n)[None, :]
