"""Known mistakes of edge_bands."""

import numpy as np

from reference.filters import edge_bands, gaussian
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(edge_bands)
integers = forms.integers(edge_bands)
negated = forms.negated(edge_bands)


def _bands(n, left, right):
    """Return a kernel with a value for each slice of columns."""
    kernel = np.zeros((n, n))
    kernel[:, left] = -1
    kernel[:, right] = 1
    return kernel


def always_three(n):
    """The kernel is 3 × 3 whatever `n` is; its shape should be (n, n)."""
    return edge_bands(3)


def always_sobel(n):
    """The kernel is the 3 × 3 Sobel kernel whatever `n` is; its shape should be (n, n)."""
    return np.array([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]])


def bands_above_and_below(n):
    """The negative band is at the top and the positive one at the bottom; they belong left and right."""
    return edge_bands(n).T


def middle_column_positive(n):
    """For odd n the middle column belongs to the positive band, so flat images do not give 0; set it to 0."""
    return _bands(n, slice(0, n // 2), slice(n // 2, None))


def middle_column_negative(n):
    """For odd n the middle column belongs to the negative band, so flat images do not give 0; set it to 0."""
    return _bands(n, slice(0, n - n // 2), slice(n - n // 2, None))


def right_band_starts_late(n):
    """For even n one column of the right half is 0, so flat images do not give 0; only odd n have a middle column."""
    return _bands(n, slice(0, n // 2), slice(n // 2 + 1, None))


def fails_for_two(n):
    """For n = 2 it raises an error, for example because there is no column n // 2 + 1; use columns that exist for every
    n from 2 on.
    """
    return _bands(n, n // 2 - 1, n // 2 + 1)


def derivative_not_negated(n):
    """The kernel is positive on the left, as the derivative of a Gaussian is; edges from dark to bright need its
    negative.
    """
    return np.outer(gaussian(n), -np.linspace(-3, 3, n) * gaussian(n))


def line_detector(n):
    """The middle is positive and both sides are negative, which detects lines; make the left negative, the right
    positive.
    """
    middle = slice((n - 1) // 2, n // 2 + 1)
    row = -np.ones(n)
    row[middle] = (n - len(row[middle])) / len(row[middle])
    return np.tile(row, (n, 1))
