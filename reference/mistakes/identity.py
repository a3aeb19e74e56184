"""Known mistakes of identity."""

import numpy as np

from reference.filters import identity
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(identity)
list_returned = forms.list_returned(identity)
integers = forms.integers(identity)


def _single(n, row, column, value):
    kernel = np.zeros((n, n))
    kernel[row, column] = value
    return kernel


def always_three(n, scale=1.0):
    """The kernel is 3 × 3 whatever `n` is; its shape should be (n, n)."""
    return identity(3, scale)


def unit_matrix(n, scale=1.0):
    """The whole diagonal is filled, as np.eye does; only the centre should differ from 0."""
    return np.eye(n) * scale


def unit_matrix_unscaled(n, scale=1.0):
    """The whole diagonal is 1, as np.eye makes it; only the centre should differ from 0, and be `scale`."""
    return np.eye(n)


def top_left_corner(n, scale=1.0):
    """The entry is in the top left corner; it belongs in the centre, at [n // 2, n // 2]."""
    return _single(n, 0, 0, scale)


def centre_one_too_early(n, scale=1.0):
    """The entry is one row above and one column left of the centre, which is [n // 2, n // 2]."""
    return _single(n, n // 2 - 1, n // 2 - 1, scale)


def centre_one_too_far(n, scale=1.0):
    """The entry is one row below and one column right of the centre: indices start at 0, so it is [n // 2, n // 2]."""
    return _single(n, (n + 1) // 2, (n + 1) // 2, scale)


def middle_row(n, scale=1.0):
    """The whole middle row is filled; set the centre alone, with two indices."""
    return _single(n, n // 2, slice(None), scale)


def scale_ignored(n, scale=1.0):
    """The centre is 1 whatever `scale` is; it should be `scale`."""
    return identity(n)


def scale_without_sign(n, scale=1.0):
    """The sign of `scale` is lost; a negative `scale` should be in the centre as it is."""
    return identity(n, abs(scale))
