"""Other code with the answers of known mistakes of box_blur."""

import numpy as np


def ones(n):
    """Fills rows with 1 and does not divide."""
    return np.array([[1.0] * n] * n)


def divided_by_side(n):
    """Divides each column by its own sum."""
    kernel = np.ones((n, n))
    return kernel / kernel.sum(axis=0)


def always_ninths(n):
    """Repeats the entry of the best-known kernel."""
    return np.tile(1 / 9, (n, n))


def always_three(n):
    """Divides the nine entries of a fixed kernel by their sum."""
    kernel = np.array([[1, 1, 1], [1, 1, 1], [1, 1, 1]])
    return kernel / kernel.sum()


def integer_division(n):
    """Rounds the right entry down."""
    return np.full((n, n), np.floor(1 / n**2))


def one_axis(n):
    """Averages along a line."""
    return np.full(n, 1 / n)


def gaussian_weights(n):
    """Blurs along each axis with a bell curve of sum 1."""
    curve = np.exp(-(np.linspace(-3, 3, n) ** 2) / 2)
    curve /= curve.sum()
    return curve[:, None] * curve
