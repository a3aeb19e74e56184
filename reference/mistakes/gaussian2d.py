"""Known mistakes of gaussian2d."""

import numpy as np

from reference.filters import dgaussian, gaussian, gaussian2d
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(gaussian2d)
list_returned = forms.list_returned(gaussian2d)
tensor_returned = forms.tensor_returned(gaussian2d)
half_precision = forms.half_precision(gaussian2d)
integers = forms.integers(gaussian2d)
rounded = forms.rounded(gaussian2d, 3)
two_axes_added = forms.two_axes_added(gaussian2d)


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
    """gaussian(n) * gaussian(n) multiplies entry by entry and has one axis; np.outer multiplies each with each."""
    return gaussian(n) * gaussian(n)


def one_number(n):
    """The result is a single number, as gaussian(n) @ gaussian(n) gives it; np.outer multiplies each with each."""
    return gaussian(n) @ gaussian(n)


def constant_missing(n):
    """The factor 1 / (2π) is missing, so the peak is 1; each of the two Gaussians brings 1 / sqrt(2π)."""
    return _bell(np.linspace(-3, 3, n))


def constant_of_one_axis(n):
    """The factor is 1 / sqrt(2π); each of the two axes brings one, which makes 1 / (2π)."""
    return _bell(np.linspace(-3, 3, n)) / np.sqrt(2 * np.pi)


def constant_squared(n):
    """The factor 1 / (2π) is in it twice; once is right in two dimensions."""
    return gaussian2d(n) / (2 * np.pi)


def brackets_missing_in_the_constant(n):
    """1 / 2 * np.pi multiplies by π, as / and * go from left to right; write 1 / (2 * np.pi)."""
    return 1 / 2 * np.pi * _bell(np.linspace(-3, 3, n))


def half_missing(n):
    """The exponent is -(x² + y²), without the division by 2, so the peak is too narrow."""
    return _bell(np.linspace(-3, 3, n)) ** 2 / (2 * np.pi)


def plain_exponential(n):
    """The values are exp(-(x² + y²)); each entry should be gaussian(n)[i] * gaussian(n)[j]."""
    return _bell(np.linspace(-3, 3, n)) ** 2


def distance_not_squared(n):
    """The exponent has the distance from the centre instead of its square, which makes a sharp peak."""
    x = np.linspace(-3, 3, n)
    return np.exp(-np.hypot(x[:, None], x[None, :]) / 2) / (2 * np.pi)


def sums_to_one(n):
    """The entries are divided by their sum; each should be gaussian(n)[i] * gaussian(n)[j] as it is."""
    return gaussian2d(n) / gaussian2d(n).sum()


def peak_of_one(n):
    """The entries are divided by the largest one; each should be gaussian(n)[i] * gaussian(n)[j] as it is."""
    return gaussian2d(n) / gaussian2d(n).max()


def sum_instead_of_product(n):
    """The two Gaussians are added; they should be multiplied."""
    return gaussian(n)[:, None] + gaussian(n)[None, :]


def derivative_across(n):
    """One of the two factors is the derivative; both should be gaussian."""
    return np.outer(gaussian(n), dgaussian(n))


def diagonal_only(n):
    """Only the diagonal is filled; the entry in row i and column j is gaussian(n)[i] * gaussian(n)[j]."""
    return np.diag(gaussian(n) ** 2)


def from_minus_one_to_one(n):
    """x and y run from -1 to 1; they should run from -3 to 3."""
    return _bell(np.linspace(-1, 1, n)) / (2 * np.pi)


def counted_in_pixels(n):
    """x and y count pixels from the middle; they should be np.linspace(-3, 3, n)."""
    return _bell(np.arange(n) - (n - 1) / 2) / (2 * np.pi)


def counted_in_pixels_from_half(n):
    """x and y count pixels from entry n // 2; they should be np.linspace(-3, 3, n)."""
    return _bell(np.arange(n) - n // 2) / (2 * np.pi)


def endpoint_excluded(n):
    """x and y end before 3, so the peak is off centre; np.linspace(-3, 3, n) includes both ends."""
    return _bell(np.linspace(-3, 3, n, endpoint=False)) / (2 * np.pi)


def side_taken_for_radius(n):
    """The side is 2 n + 1, as if `n` were the distance from the centre to the border; `n` is the side itself."""
    return gaussian2d(2 * n + 1)
