"""Known mistakes of edge_bands."""

import numpy as np

from reference.filters import edge_bands, gaussian
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(edge_bands)
list_returned = forms.list_returned(edge_bands)
tensor_returned = forms.tensor_returned(edge_bands)
integers = forms.integers(edge_bands)
negated = forms.negated(edge_bands)
absolute_values = forms.absolute_values(edge_bands)
two_axes_added = forms.two_axes_added(edge_bands)


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


def thirds(n):
    """For n = 2 a third of the columns is none, and a slice from -0 on covers all, so flat images do not give 0."""
    return _bands(n, slice(0, n // 3), slice(-(n // 3), None))


def fails_for_two(n):
    """For n = 2 the column n // 2 + 1 does not exist; choose columns that exist for every n from 2 on."""
    return _bands(n, n // 2 - 1, n // 2 + 1)


def outermost_positive_left(n):
    """The positive column is on the left, so a step from dark to bright gives a negative response; swap the signs."""
    return _bands(n, -1, 0)


def no_negative_band(n):
    """There is a positive band only, so flat images give a response; add a negative band on the left to cancel it."""
    return np.maximum(edge_bands(n), 0)


def falling_ramp(n):
    """The values fall from left to right, so a step from dark to bright gives a negative response; let them rise."""
    return np.tile(np.linspace(1, -1, n), (n, 1))


def ramp_from_zero(n):
    """The values rise from 0 to 1 and do not cancel, so flat images give a response; let them rise from -1 to 1."""
    return np.tile(np.linspace(0, 1, n), (n, 1))


def ramp_off_centre(n):
    """For even n the values are counted from column n // 2 and do not cancel; count from the middle, (n - 1) / 2."""
    return np.tile(np.arange(n) - float(n // 2), (n, 1))


def derivative_not_negated(n):
    """The kernel is positive on the left, as the derivative of a Gaussian is; edges from dark to bright need its
    negative.
    """
    return np.outer(gaussian(n), -np.linspace(-3, 3, n) * gaussian(n))


def line_detector(n):
    """The middle is positive and both sides are negative, which detects lines; make the left negative, the right
    positive.
    """
    row = -np.ones(n)
    row[n // 2] = n - 1
    return np.tile(row, (n, 1))


def spot_detector(n):
    """The centre is positive and everything around it negative, as in a Laplacian; make the left negative, the right
    positive.
    """
    kernel = -np.ones((n, n))
    kernel[n // 2, n // 2] = n * n - 1
    return kernel


def diagonal(n):
    """The values rise along the diagonal, so images that vary only from top to bottom respond; let every row
    sum to 0.
    """
    x = np.linspace(-1, 1, n)
    return np.sign(x[:, None] + x[None, :])


def one_axis(n):
    """The kernel has one axis only; its shape should be (n, n)."""
    return edge_bands(n)[0]


def divided_by_sum(n):
    """The kernel is divided by its sum, which is 0; an edge kernel cannot be normalised this way."""
    return edge_bands(n) / edge_bands(n).sum()


def zeros(n):
    """All entries are 0, so nothing is detected; make the left negative, the right positive."""
    return np.zeros((n, n))
