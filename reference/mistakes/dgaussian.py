"""Known mistakes of dgaussian."""

import numpy as np

from reference.filters import ddgaussian, dgaussian, gaussian
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(dgaussian)
list_returned = forms.list_returned(dgaussian)
tensor_returned = forms.tensor_returned(dgaussian)
half_precision = forms.half_precision(dgaussian)
integers = forms.integers(dgaussian)
rounded = forms.rounded(dgaussian)
negated = forms.negated(dgaussian)
absolute_values = forms.absolute_values(dgaussian)
negative_values_cut = forms.negative_values_cut(dgaussian)
scaled_to_unit_range = forms.scaled_to_unit_range(dgaussian)


def _slope(x):
    return -x * np.exp(-(x**2) / 2)


def not_derived(n):
    """This is the density itself; its derivative is -x g(x)."""
    return gaussian(n)


def negative_density(n):
    """This is minus the density; the derivative is -x g(x)."""
    return -gaussian(n)


def second_derivative(n):
    """This is the second derivative; the first one is -x g(x)."""
    return -ddgaussian(n)


def second_derivative_negated(n):
    """This is the second derivative, negated, as in ddgaussian; the first one is -x g(x)."""
    return ddgaussian(n)


def x_only(n):
    """This is -x alone; multiply it by the density."""
    return -np.linspace(-3, 3, n)


def x_squared(n):
    """The density is multiplied by -x² instead of -x, so both sides have the same sign."""
    return -(np.linspace(-3, 3, n) ** 2) * gaussian(n)


def half_missing(n):
    """The exponent is -x² instead of -x² / 2, so the extrema are at 0.71 instead of 1."""
    x = np.linspace(-3, 3, n)
    return -x * np.exp(-(x**2))


def quarter_in_the_exponent(n):
    """The exponent is -x² / 4 instead of -x² / 2, so the extrema are at 1.41 instead of 1."""
    x = np.linspace(-3, 3, n)
    return -x * np.exp(-(x**2) / 4)


def minus_lost(n):
    """The values grow outwards, as the minus in the exponent is missing or inside the square; write -(x**2) / 2."""
    x = np.linspace(-3, 3, n)
    return -x * np.exp(x**2 / 2)


def gradient_of_samples(n):
    """np.gradient of the samples only approximates the derivative, and poorly where they are few; use -x g(x)."""
    return np.gradient(gaussian(n))


def gradient_of_samples_negated(n):
    """np.gradient only approximates the derivative, and the sign is wrong as well; -x g(x) is positive on the left."""
    return -np.gradient(gaussian(n))


def differences(n):
    """There are n - 1 values, as np.diff gives them; -x g(x) has n."""
    return np.diff(gaussian(n))


def differences_padded_right(n):
    """The differences of neighbours, with a 0 at the end, lie between the samples; use -x g(x)."""
    return np.append(np.diff(gaussian(n)), 0)


def differences_padded_left(n):
    """The differences of neighbours, with a 0 in front, lie between the samples; use -x g(x)."""
    return np.diff(gaussian(n), prepend=gaussian(n)[0])


def differences_zero_outside(n):
    """The samples are convolved with [1, 0, -1] as if they were 0 outside, which only approximates the derivative; use
    -x g(x).
    """
    return np.convolve(gaussian(n), [0.5, 0, -0.5], mode="same")


def from_minus_one_to_one(n):
    """x runs from -1 to 1; it should run from -3 to 3."""
    return _slope(np.linspace(-1, 1, n))


def from_minus_two_to_two(n):
    """x runs from -2 to 2; it should run from -3 to 3."""
    return _slope(np.linspace(-2, 2, n))


def from_minus_five_to_five(n):
    """x runs from -5 to 5; it should run from -3 to 3."""
    return _slope(np.linspace(-5, 5, n))


def counted_in_pixels(n):
    """x counts pixels from the middle; it should be np.linspace(-3, 3, n)."""
    return _slope(np.arange(n) - (n - 1) / 2)


def counted_in_pixels_from_half(n):
    """x counts pixels from entry n // 2; it should be np.linspace(-3, 3, n)."""
    return _slope(np.arange(n) - n // 2)


def endpoint_excluded(n):
    """x ends before 3, so left and right are not opposite; np.linspace(-3, 3, n) includes both ends."""
    return _slope(np.linspace(-3, 3, n, endpoint=False))


def number_forgotten(n):
    """There are always 50 values, as np.linspace(-3, 3) makes them; give n as its third argument."""
    return _slope(np.linspace(-3, 3))


def sign_of_x(n):
    """The density is multiplied by the sign of -x only, so it jumps in the middle; multiply by -x itself."""
    return -np.sign(np.linspace(-3, 3, n)) * gaussian(n)


def two_axes(n):
    """The result is a matrix; it should be one row of n values, shape (n,)."""
    return np.outer(gaussian(n), dgaussian(n))
