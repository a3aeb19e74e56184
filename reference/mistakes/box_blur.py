"""Known mistakes of box_blur."""

import numpy as np

from reference.filters import box_blur, gaussian2d
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(box_blur)
list_returned = forms.list_returned(box_blur)
tensor_returned = forms.tensor_returned(box_blur)


def ones(n):
    """The entries are 1 and sum to n²; divide them by n², so that they sum to 1."""
    return np.ones((n, n))


def divided_by_side(n):
    """The entries are 1 / n; there are n² of them, so each should be 1 / n²."""
    return np.ones((n, n)) / n


def always_ninths(n):
    """The entries are always 1/9, which is right for a 3 × 3 kernel only; divide by n²."""
    return np.ones((n, n)) / 9


def always_three(n):
    """The kernel is 3 × 3 whatever `n` is; its shape should be (n, n)."""
    return box_blur(3)


def integer_division(n):
    """The entries are 0 for n > 1, as integer division or rounding down gives; they should be 1 / n²."""
    return np.ones((n, n)) * (1 // n**2)


def one_axis(n):
    """The kernel has one axis only; its shape should be (n, n), and every entry 1 / n²."""
    return np.ones(n) / n


def gaussian_weights(n):
    """The weights fall towards the border, as in a Gaussian blur; in a box blur all are equal."""
    kernel = gaussian2d(n)
    return kernel / kernel.sum()
