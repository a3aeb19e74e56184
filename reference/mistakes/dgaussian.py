"""Known mistakes of dgaussian."""

import numpy as np

from reference.filters import ddgaussian, dgaussian, gaussian
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(dgaussian)
negated = forms.negated(dgaussian)
absolute_values = forms.absolute_values(dgaussian)


def _slope(x):
    return -x * np.exp(-(x**2) / 2)


def not_derived(n):
    """This has the shape of the density itself; return its derivative, -x g(x)."""
    return gaussian(n)


def second_derivative_negated(n):
    """This is the second derivative, negated, as in ddgaussian; the first one is -x g(x)."""
    return ddgaussian(n)


def half_missing(n):
    """The exponent is -x² instead of -x² / 2, so the extrema are at 0.71 instead of 1."""
    x = np.linspace(-3, 3, n)
    return -x * np.exp(-(x**2))


def gradient_of_samples(n):
    """The derivative is approximated by differences of the samples, as np.gradient does, which is poor where they are
    few; use -x g(x).
    """
    return np.gradient(gaussian(n))


def gradient_of_samples_negated(n):
    """The derivative is approximated by differences, as np.gradient does, and its sign is wrong; -x g(x) is positive on
    the left.
    """
    return -np.gradient(gaussian(n))


def differences(n):
    """There are n - 1 values, as np.diff gives them; -x g(x) has n."""
    return np.diff(gaussian(n))


def from_minus_one_to_one(n):
    """The values are those for x from -1 to 1; x should run from -3 to 3."""
    return _slope(np.linspace(-1, 1, n))


def counted_in_pixels(n):
    """The curve has the same width in pixels for every n, as when x counts pixels from the middle; x should be
    np.linspace(-3, 3, n).
    """
    return _slope(np.arange(n) - (n - 1) / 2)


def counted_in_pixels_from_half(n):
    """The curve has the same width in pixels for every n, as when x counts pixels from entry n // 2; x should be
    np.linspace(-3, 3, n).
    """
    return _slope(np.arange(n) - n // 2)


def endpoint_excluded(n):
    """x ends before 3, so left and right are not opposite; np.linspace(-3, 3, n) includes both ends."""
    return _slope(np.linspace(-3, 3, n, endpoint=False))
