"""Other code with the answers of known mistakes of edge_bands."""

import numpy as np

from reference.filters import edge_bands, gabor


def integers(n):
    """Joins lists of whole numbers."""
    return np.array([[-1] * (n // 2) + [0] * (n % 2) + [1] * (n // 2)] * n)


def negated(n):
    """Takes left for right."""
    return np.fliplr(edge_bands(n))


def always_three(n):
    """Writes the rows out."""
    return np.array([[-1.0, 0.0, 1.0]] * 3)


def always_sobel(n):
    """Multiplies the usual weights with the usual differences."""
    return np.outer([1.0, 2.0, 1.0], [-1.0, 0.0, 1.0])


def bands_above_and_below(n):
    """Fills rows instead of columns."""
    kernel = np.zeros((n, n))
    kernel[: n // 2] -= 1
    kernel[n - n // 2 :] += 1
    return kernel


def middle_column_positive(n):
    """Compares columns with half of n."""
    return np.where(np.indices((n, n))[1] < n // 2, -1.0, 1.0)


def middle_column_negative(n):
    """Joins two blocks of columns, of which the left one is wider."""
    return np.hstack([-np.ones((n, n - n // 2)), np.ones((n, n // 2))])


def right_band_starts_late(n):
    """Takes the sign of the distance from column n // 2."""
    return np.tile(np.sign(np.arange(n) - n // 2).astype(float), (n, 1))


def fails_for_two(n):
    """Sets the neighbours of the middle in a row of numbers."""
    row, middle = [0.0] * n, n // 2
    row[middle - 1], row[middle + 1] = -1.0, 1.0
    return np.array([row] * n)


def derivative_not_negated(n):
    """Takes the edge detector of a later exercise."""
    return gabor(n)


def line_detector(n):
    """Raises the middle, then subtracts the mean."""
    row = np.zeros(n)
    row[[(n - 1) // 2, n // 2]] = n / (2 - n % 2)
    return np.vstack([row - row.mean()] * n)
