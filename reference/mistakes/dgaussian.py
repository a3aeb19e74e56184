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
    """This is the density itself; its derivative is -x g(x)."""
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
    """x runs from -1 to 1; it should run from -3 to 3."""
    return _slope(np.linspace(-1, 1, n))


def counted_in_pixels(n):
    """x counts pixels from the middle; it should be np.linspace(-3, 3, n)."""
    return _slope(np.arange(n) - (n - 1) / 2)


def counted_in_pixels_from_half(n):
    """x counts pixels from entry n // 2; it should be np.linspace(-3, 3, n)."""
    return _slope(np.arange(n) - n // 2)


def endpoint_excluded(n):
    """x ends before 3, so left and right are not opposite; np.linspace(-3, 3, n) includes both ends."""
    return _slope(np.linspace(-3, 3, n, endpoint=False))
