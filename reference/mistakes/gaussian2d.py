"""Known mistakes of gaussian2d."""

import numpy as np

from reference.filters import gaussian, gaussian2d
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(gaussian2d)


def _bell(x):
    """Return the density in two dimensions, without its constant."""
    return np.exp(-(x[:, None] ** 2 + x[None, :] ** 2) / 2)


def rows_alike(n):
    """Every row is the same Gaussian; multiply row i by gaussian(n)[i]."""
    return np.tile(gaussian(n), (n, 1))


def columns_alike(n):
    """Every column is the same Gaussian; multiply column j by gaussian(n)[j]."""
    return np.tile(gaussian(n)[:, None], (1, n))


def entry_by_entry(n):
    """The result has one axis, as gaussian(n) * gaussian(n) gives it; np.outer multiplies each value with each."""
    return gaussian(n) * gaussian(n)


def constant_missing(n):
    """The factor 1 / (2π) is missing, so the peak is 1; each of the two Gaussians brings 1 / sqrt(2π)."""
    return _bell(np.linspace(-3, 3, n))


def constant_of_one_axis(n):
    """The factor is 1 / sqrt(2π); each of the two axes brings one, which makes 1 / (2π)."""
    return _bell(np.linspace(-3, 3, n)) / np.sqrt(2 * np.pi)


def constant_squared(n):
    """The factor 1 / (2π) is in it twice; once is right in two dimensions."""
    return gaussian2d(n) / (2 * np.pi)


def half_missing(n):
    """The exponent is -(x² + y²) instead of -(x² + y²) / 2, so the peak is too narrow."""
    return _bell(np.linspace(-3, 3, n)) ** 2 / (2 * np.pi)


def sums_to_one(n):
    """The entries are scaled so that they sum to 1; each should be gaussian(n)[i] * gaussian(n)[j] as it is."""
    return gaussian2d(n) / gaussian2d(n).sum()


def peak_of_one(n):
    """The entries are scaled so that the largest one is 1; each should be gaussian(n)[i] * gaussian(n)[j] as it is."""
    return gaussian2d(n) / gaussian2d(n).max()


def sum_instead_of_product(n):
    """The two Gaussians are added; they should be multiplied."""
    return gaussian(n)[:, None] + gaussian(n)[None, :]


def counted_in_pixels(n):
    """The peak has the same width in pixels for every n, as when x and y count pixels from the middle; they should be
    np.linspace(-3, 3, n).
    """
    return _bell(np.arange(n) - (n - 1) / 2) / (2 * np.pi)
