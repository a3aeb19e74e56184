"""Known mistakes of gaussian."""

import numpy as np

from reference.filters import gaussian
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(gaussian)
tensor_returned = forms.tensor_returned(gaussian)


def _density(x):
    return np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)


def _bell(n):
    """Return the density without its constant."""
    return np.exp(-(np.linspace(-3, 3, n) ** 2) / 2)


def constant_missing(n):
    """The factor 1 / sqrt(2π) is missing, so the peak is 1; the density's peak is about 0.399."""
    return _bell(n)


def root_missing(n):
    """The factor is 1 / (2π), so the peak is about 0.159; it should be 1 / sqrt(2π)."""
    return _bell(n) / (2 * np.pi)


def root_of_pi(n):
    """The factor is 1 / sqrt(π), so the peak is about 0.564; it should be 1 / sqrt(2π)."""
    return _bell(n) / np.sqrt(np.pi)


def half_missing(n):
    """The exponent is -x² instead of -x² / 2, so the curve is too narrow."""
    return np.exp(-(np.linspace(-3, 3, n) ** 2)) / np.sqrt(2 * np.pi)


def plain_exponential(n):
    """The values are exp(-x²); the density is exp(-x² / 2) / sqrt(2π)."""
    return np.exp(-(np.linspace(-3, 3, n) ** 2))


def minus_lost(n):
    """The values grow outwards: the exponent is x² / 2, for example because the minus is inside the square; write
    -(x**2) / 2.
    """
    return np.exp(np.linspace(-3, 3, n) ** 2 / 2) / np.sqrt(2 * np.pi)


def distribution_instead_of_density(n):
    """The values rise from 0 to 1: this is the cumulative distribution; return the density."""
    from scipy.stats import norm

    return norm.cdf(np.linspace(-3, 3, n))


def sums_to_one(n):
    """The values are scaled so that they sum to 1; return the density itself, whose area is 1, not its sum."""
    return _bell(n) / _bell(n).sum()


def peak_of_one(n):
    """The values are scaled so that the largest one is 1; return the density itself, with the factor 1 / sqrt(2π)."""
    return _bell(n) / _bell(n).max()


def from_minus_one_to_one(n):
    """The values are those for x from -1 to 1; x should run from -3 to 3."""
    return _density(np.linspace(-1, 1, n))


def counted_in_pixels(n):
    """The curve has the same width in pixels for every n, as when x counts pixels from the middle; x should be
    np.linspace(-3, 3, n).
    """
    return _density(np.arange(n) - (n - 1) / 2)


def counted_in_pixels_from_half(n):
    """The curve has the same width in pixels for every n, as when x counts pixels from entry n // 2; x should be
    np.linspace(-3, 3, n).
    """
    return _density(np.arange(n) - n // 2)


def endpoint_excluded(n):
    """x ends before 3, so the values are not symmetric; np.linspace(-3, 3, n) includes both ends."""
    return _density(np.linspace(-3, 3, n, endpoint=False))


def number_forgotten(n):
    """There are always 50 values, as np.linspace(-3, 3) gives them; np.linspace(-3, 3, n) gives n."""
    return _density(np.linspace(-3, 3))


def always_a_hundred(n):
    """There are always 100 values, whatever `n` is; the shape should be (n,)."""
    return gaussian(100)
