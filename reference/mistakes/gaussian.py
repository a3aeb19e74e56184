"""Known mistakes of gaussian."""

import numpy as np

from reference.filters import gaussian
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(gaussian)
list_returned = forms.list_returned(gaussian)
tensor_returned = forms.tensor_returned(gaussian)
half_precision = forms.half_precision(gaussian)
computed_in_half_precision = forms.computed_in_half_precision(gaussian)
integers = forms.integers(gaussian)
rounded = forms.rounded(gaussian, 4)
negated = forms.negated(gaussian)
scaled_to_unit_range = forms.scaled_to_unit_range(gaussian)


def _density(x):
    return np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)


def _bell(n):
    """Return the density without its constant."""
    return np.exp(-(np.linspace(-3, 3, n) ** 2) / 2)


def constant_missing(n):
    """The factor 1 / sqrt(2π) is missing, so the peak is 1; the density's peak is about 0.399."""
    return _bell(n)


def root_missing(n):
    """The values are divided by 2π; divide by its square root."""
    return _bell(n) / (2 * np.pi)


def root_of_pi(n):
    """The values are divided by the square root of π; divide by that of 2π."""
    return _bell(n) / np.sqrt(np.pi)


def root_of_pi_times_two(n):
    """The square root covers π only, and the 2 stands outside; divide by np.sqrt(2 * np.pi)."""
    return _bell(n) / (2 * np.sqrt(np.pi))


def root_of_two_only(n):
    """The square root covers 2 only, and not π; divide by np.sqrt(2 * np.pi)."""
    return _bell(n) / (np.sqrt(2) * np.pi)


def constant_multiplied(n):
    """The values are multiplied by sqrt(2π); divide by it."""
    return _bell(n) * np.sqrt(2 * np.pi)


def brackets_missing_in_the_constant(n):
    """1 / np.sqrt(2) * np.pi multiplies by π, as / and * go from left to right; write 1 / np.sqrt(2 * np.pi)."""
    return _bell(n) / np.sqrt(2) * np.pi


def half_missing(n):
    """The exponent is -x² instead of -x² / 2, so the curve is too narrow."""
    return np.exp(-(np.linspace(-3, 3, n) ** 2)) / np.sqrt(2 * np.pi)


def narrow_density(n):
    """exp(-x²) / sqrt(π) is the density with variance 1/2; the standard one is exp(-x² / 2) / sqrt(2π)."""
    return np.exp(-(np.linspace(-3, 3, n) ** 2)) / np.sqrt(np.pi)


def plain_exponential(n):
    """The values are exp(-x²); the density is exp(-x² / 2) / sqrt(2π)."""
    return np.exp(-(np.linspace(-3, 3, n) ** 2))


def quarter_in_the_exponent(n):
    """The exponent is -x² / 4 instead of -x² / 2, as when x / 2 is squared."""
    return np.exp(-((np.linspace(-3, 3, n) / 2) ** 2)) / np.sqrt(2 * np.pi)


def minus_lost(n):
    """The values grow outwards, as the minus in the exponent is missing or inside the square; write -(x**2) / 2."""
    return np.exp(np.linspace(-3, 3, n) ** 2 / 2) / np.sqrt(2 * np.pi)


def square_missing(n):
    """The exponent has x instead of x², so the values fall from left to right; the density is symmetric."""
    return np.exp(-np.linspace(-3, 3, n) / 2) / np.sqrt(2 * np.pi)


def absolute_value_for_square(n):
    """The exponent has |x| instead of x², which makes a sharp peak; the density is exp(-x² / 2) / sqrt(2π)."""
    return np.exp(-np.abs(np.linspace(-3, 3, n)) / 2) / np.sqrt(2 * np.pi)


def distribution_instead_of_density(n):
    """The values rise from 0 to 1: this is the cumulative distribution; return the density."""
    from scipy.stats import norm

    return norm.cdf(np.linspace(-3, 3, n))


def sums_to_one(n):
    """The values are divided by their sum; return the density itself, whose area is 1, not its sum."""
    return _bell(n) / _bell(n).sum()


def peak_of_one(n):
    """The values are divided by the largest one, which for even n is not exactly the density's peak; return the
    density.
    """
    return _bell(n) / _bell(n).max()


def area_made_one(n):
    """The values are scaled so that their area between -3 and 3 is 1; return the density itself, with 1 / sqrt(2π)."""
    return _bell(n) / (_bell(n).sum() * 6 / (n - 1))


def unit_length(n):
    """The values are divided by the root of the sum of their squares; return the density itself."""
    return _bell(n) / np.linalg.norm(_bell(n))


def pi_rounded(n):
    """The values agree with the density in their first digits only, as when 3.14 is typed for π; use np.pi."""
    return _bell(n) / np.sqrt(2 * 3.14)


def from_minus_one_to_one(n):
    """x runs from -1 to 1; it should run from -3 to 3."""
    return _density(np.linspace(-1, 1, n))


def from_minus_two_to_two(n):
    """x runs from -2 to 2; it should run from -3 to 3."""
    return _density(np.linspace(-2, 2, n))


def from_minus_five_to_five(n):
    """x runs from -5 to 5; it should run from -3 to 3."""
    return _density(np.linspace(-5, 5, n))


def from_zero(n):
    """x runs from 0 to 3, which gives the right half of the curve only; it should run from -3 to 3."""
    return _density(np.linspace(0, 3, n))


def counted_in_pixels(n):
    """x counts pixels from the middle; it should be np.linspace(-3, 3, n)."""
    return _density(np.arange(n) - (n - 1) / 2)


def counted_in_pixels_from_half(n):
    """x counts pixels from entry n // 2; it should be np.linspace(-3, 3, n)."""
    return _density(np.arange(n) - n // 2)


def endpoint_excluded(n):
    """x ends before 3, so the values are not symmetric; np.linspace(-3, 3, n) includes both ends."""
    return _density(np.linspace(-3, 3, n, endpoint=False))


def number_forgotten(n):
    """There are always 50 values, as np.linspace(-3, 3) makes them; give n as its third argument."""
    return _density(np.linspace(-3, 3))


def always_a_hundred(n):
    """There are always 100 values, whatever `n` is; the shape should be (n,)."""
    return gaussian(100)


def always_seven(n):
    """There are always seven values, whatever `n` is; the shape should be (n,)."""
    return _density(np.arange(-3, 4))


def one_value_too_many(n):
    """There are n + 1 values; np.linspace(-3, 3, n) has n."""
    return gaussian(n + 1)


def side_taken_for_radius(n):
    """There are 2 n + 1 values, as if `n` counted one side; `n` is the number of all values."""
    return gaussian(2 * n + 1)


def side_as_deviation(n):
    """The standard deviation depends on `n`; it is 1, and x runs from -3 to 3."""
    return _density(np.linspace(-3, 3, n) * 6 / n) * 6 / n


def two_axes(n):
    """The result is a matrix; it should be one row of n values, shape (n,)."""
    return np.outer(gaussian(n), gaussian(n))
