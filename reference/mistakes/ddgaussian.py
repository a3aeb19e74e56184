"""Known mistakes of ddgaussian."""

import numpy as np

from reference.filters import ddgaussian, dgaussian, gaussian
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(ddgaussian)
list_returned = forms.list_returned(ddgaussian)
tensor_returned = forms.tensor_returned(ddgaussian)
half_precision = forms.half_precision(ddgaussian)
integers = forms.integers(ddgaussian)
negated = forms.negated(ddgaussian)
absolute_values = forms.absolute_values(ddgaussian)
negative_values_cut = forms.negative_values_cut(ddgaussian)


def _bend(x):
    return (1 - x**2) * np.exp(-(x**2) / 2)


def density_itself(n):
    """This is the density itself; its second derivative, negated, is (1 - x²) g(x)."""
    return gaussian(n)


def density_minus_its_mean(n):
    """This is the density minus its mean, which crosses zero too far out; use (1 - x²) g(x)."""
    return gaussian(n) - gaussian(n).mean()


def first_derivative(n):
    """This is the first derivative; take the derivative once more."""
    return dgaussian(n)


def first_derivative_negated(n):
    """This is the first derivative, negated; take the derivative once more."""
    return -dgaussian(n)


def first_derivative_squared(n):
    """This is the square of the first derivative; the second derivative, negated, is (1 - x²) g(x)."""
    return dgaussian(n) ** 2


def third_derivative(n):
    """This is the third derivative, which is odd; take the derivative twice only."""
    x = np.linspace(-3, 3, n)
    return (3 * x - x**3) * gaussian(n)


def density_forgotten(n):
    """1 - x² is not multiplied by the density, so the flanks grow instead of fading."""
    return 1 - np.linspace(-3, 3, n) ** 2


def brackets_missing(n):
    """Only x² is multiplied by the density, as brackets are missing; write (1 - x**2) * g."""
    return 1 - np.linspace(-3, 3, n) ** 2 * gaussian(n)


def term_of_the_product_rule_missing(n):
    """The values are x² g(x), without the second term of the product rule, -g(x); use (1 - x²) g(x)."""
    return np.linspace(-3, 3, n) ** 2 * gaussian(n)


def term_of_the_product_rule_missing_negated(n):
    """The values are -x² g(x), without the second term of the product rule, g(x); use (1 - x²) g(x)."""
    return -(np.linspace(-3, 3, n) ** 2) * gaussian(n)


def plus_instead_of_minus(n):
    """The factor is 1 + x² instead of 1 - x², so there are no negative flanks."""
    return (1 + np.linspace(-3, 3, n) ** 2) * gaussian(n)


def x_not_squared(n):
    """The factor is 1 - x instead of 1 - x², so left and right differ."""
    return (1 - np.linspace(-3, 3, n)) * gaussian(n)


def crossing_too_far_in(n):
    """Zero is crossed at |x| = 0.5 instead of 1, as with the factor 1 - 4x² instead of 1 - x²."""
    return (1 - 4 * np.linspace(-3, 3, n) ** 2) * gaussian(n)


def crossing_too_far_out(n):
    """Zero is crossed at |x| = 1.41 instead of 1, as with the factor 2 - x² instead of 1 - x²."""
    return (2 - np.linspace(-3, 3, n) ** 2) * gaussian(n)


def crossing_at_root_three(n):
    """Zero is crossed at |x| = 1.73 instead of 1, as with the factor 3 - x² instead of 1 - x²."""
    return (3 - np.linspace(-3, 3, n) ** 2) * gaussian(n)


def deviation_of_a_half(n):
    """The curve has the standard deviation 1/2, so zero is crossed at |x| = 0.5; the deviation should be 1."""
    return _bend(np.linspace(-6, 6, n))


def deviation_of_two(n):
    """The curve has the standard deviation 2, so zero is crossed at |x| = 2; the deviation should be 1."""
    return _bend(np.linspace(-1.5, 1.5, n))


def from_minus_one_to_one(n):
    """x runs from -1 to 1, where there are no negative flanks; it should run from -3 to 3."""
    return _bend(np.linspace(-1, 1, n))


def from_minus_two_to_two(n):
    """x runs from -2 to 2, so zero is crossed too far out; it should run from -3 to 3."""
    return _bend(np.linspace(-2, 2, n))


def from_minus_five_to_five(n):
    """x runs from -5 to 5, so zero is crossed too far in; it should run from -3 to 3."""
    return _bend(np.linspace(-5, 5, n))


def counted_in_pixels(n):
    """x counts pixels from the middle, so the peak has the same width for every n; x should be
    np.linspace(-3, 3, n).
    """
    return _bend(np.arange(n) - (n - 1) / 2)


def gradient_twice_not_negated(n):
    """The centre is negative, as np.gradient used twice gives it; change the sign."""
    return np.gradient(np.gradient(gaussian(n)))


def gradient_once(n):
    """The samples are differentiated only once, with np.gradient; take the derivative twice."""
    return -np.gradient(gaussian(n))


def second_differences(n):
    """There are n - 2 values, as np.diff loses one each time; the shape should be (n,)."""
    return -np.diff(gaussian(n), 2)


def differences_of_dgaussian(n):
    """There are n - 1 values, as np.diff gives them; the shape should be (n,)."""
    return -np.diff(dgaussian(n))


def second_differences_zero_outside(n):
    """The samples are convolved with [-1, 2, -1] as if they were 0 outside, so the ends become positive; use (1 - x²)
    g(x).
    """
    return np.convolve(gaussian(n), [-1, 2, -1], mode="same")


def endpoint_excluded(n):
    """x ends before 3, so left and right differ; np.linspace(-3, 3, n) includes both ends."""
    return _bend(np.linspace(-3, 3, n, endpoint=False))


def number_forgotten(n):
    """There are always 50 values, as np.linspace(-3, 3) makes them; give n as its third argument."""
    return _bend(np.linspace(-3, 3))


def two_axes(n):
    """The result is a matrix; it should be one row of n values, shape (n,)."""
    return np.outer(gaussian(n), ddgaussian(n))
