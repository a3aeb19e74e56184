"""Known mistakes of pupil_kernel."""

import numpy as np

from reference.filters import box_blur, ddgaussian2d, gabor, gaussian, gaussian2d, identity, pupil_kernel
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(pupil_kernel)
list_returned = forms.list_returned(pupil_kernel)
tensor_returned = forms.tensor_returned(pupil_kernel)
integers = forms.integers(pupil_kernel)
two_axes_added = forms.two_axes_added(pupil_kernel)


def bright_blur():
    """The kernel is positive, so it responds most to the brightest place; pupils are dark, so change the sign."""
    return gaussian2d(21)


def bright_box():
    """The kernel is a positive box, so it responds most to the brightest place; pupils are dark, so change the sign."""
    return box_blur(21)


def bright_spot_detector():
    """The kernel detects bright spots; pupils are dark, and about twenty pixels wide."""
    return ddgaussian2d(21)


def dark_spot_detector():
    """The kernel responds more to other dark spots, which contrast more with what is around them; a dark blur finds the
    pupil.
    """
    return -ddgaussian2d(21)


def dark_box_too_large():
    """The kernel covers more than the pupil, so its strongest response is off it; the pupil is about twenty pixels
    wide.
    """
    return -box_blur(41)


def edge_detector():
    """The kernel detects edges; a pupil is a dark spot, about twenty pixels wide."""
    return gabor(21)


def unchanged():
    """The kernel leaves the image as it is, so its brightest pixel wins; pupils are dark."""
    return identity(21)


def even_side():
    """The side of the kernel is even; it should be odd, so that one entry is the centre."""
    return -gaussian2d(20)


def side_too_large():
    """The side of the kernel is above 41, which is the largest allowed."""
    return -gaussian2d(51)


def one_row_only():
    """The kernel is one row; it should be square."""
    return -gaussian(21)


def not_square():
    """The kernel has more columns than rows; it should be square."""
    return -np.outer(gaussian(21), gaussian(31))
