"""Other code with the answers of known mistakes of identity."""

import math

import numpy as np

from reference.filters import identity


def list_returned(n, scale=1.0):
    """Builds rows of numbers."""
    return [[scale if i == j == n // 2 else 0.0 for j in range(n)] for i in range(n)]


def integers(n, scale=1.0):
    """Stores the scale in zeros of integers."""
    kernel = np.zeros((n, n), dtype=int)
    kernel[n // 2, n // 2] = scale
    return kernel


def always_three(n, scale=1.0):
    """Writes the rows out."""
    return np.array([[0, 0, 0], [0, scale, 0], [0, 0, 0]], dtype=float)


def unit_matrix(n, scale=1.0):
    """Sets the entry of each row in a loop."""
    kernel = np.zeros((n, n))
    for i in range(n):
        kernel[i, i] = scale
    return kernel


def unit_matrix_unscaled(n, scale=1.0):
    """Compares the numbers of rows and columns."""
    rows, columns = np.indices((n, n))
    return (rows == columns).astype(float)


def top_left_corner(n, scale=1.0):
    """Adds zeros to the right of the scale and below it."""
    return np.pad([[float(scale)]], (0, n - 1))


def centre_one_too_early(n, scale=1.0):
    """Rolls the right kernel."""
    return np.roll(identity(n, scale), (-1, -1), (0, 1))


def centre_one_too_far(n, scale=1.0):
    """Rounds n / 2 up."""
    rows = [[0.0] * n for _ in range(n)]
    rows[math.ceil(n / 2)][math.ceil(n / 2)] = scale
    return np.array(rows)


def middle_row(n, scale=1.0):
    """Joins rows of zeros and one of the scale."""
    rows = [np.zeros(n)] * (n // 2)
    return np.stack([*rows, np.full(n, float(scale)), *rows])


def scale_ignored(n, scale=1.0):
    """Frames a 1 with zeros."""
    return np.pad([[1.0]], n // 2)


def scale_without_sign(n, scale=1.0):
    """Divides by the sum, as if to normalise, and by the wrong sign with it."""
    kernel = identity(n, scale)
    return kernel * scale / kernel.sum() * np.sign(scale)
