"""Other code with the answers of known mistakes of line2d."""

import numpy as np

from reference.filters import ddgaussian, gaussian, gaussian2d


def _columns(n):
    """Return x in every row."""
    return np.linspace(-3, 3, n) * np.ones((n, 1))


def rows_and_columns_swapped(n):
    """Subtracts the mean of each column from the derivative down the rows."""
    kernel = (1 - _columns(n).T ** 2) * gaussian2d(n)
    return kernel - kernel.mean(axis=0)


def swapped_and_mean_kept(n):
    """Differentiates the Gaussian twice down the rows."""
    return (1 - _columns(n).T ** 2) * gaussian2d(n)


def mean_kept(n):
    """Differentiates the Gaussian twice across the columns."""
    return (1 - _columns(n) ** 2) * gaussian2d(n)


def mean_kept_of_the_tutorials_profile(n):
    """Multiplies the Gaussian by the factor of the profile."""
    return (2 - 4 * _columns(n) ** 2) * gaussian2d(n)


def mean_of_each_column(n):
    """Subtracts the mean of the wrong factor."""
    column = gaussian(n) - gaussian(n).mean()
    return column[:, None] * ddgaussian(n)


def second_derivative_both_ways(n):
    """Subtracts the means of rows and columns from a product of two parabolas and a Gaussian."""
    x = _columns(n)
    kernel = (1 - x**2) * (1 - x.T**2) * gaussian2d(n)
    kernel -= kernel.mean(axis=0)
    return kernel - kernel.mean(axis=1, keepdims=True)


def first_derivative(n):
    """Differentiates the Gaussian once across the columns."""
    return -_columns(n) * gaussian2d(n)


def rows_do_not_fade(n):
    """Divides a fading kernel by what lets it fade."""
    kernel = (1 - _columns(n) ** 2) * gaussian2d(n)
    return (kernel - kernel.mean(axis=1, keepdims=True)) / gaussian(n)[:, None]
