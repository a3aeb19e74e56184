"""Known mistakes of pupil_kernel."""

import numpy as np

from reference.filters import box_blur, ddgaussian2d, gaussian, gaussian2d, pupil_kernel
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(pupil_kernel)


def bright_blur():
    """The kernel is positive, so it responds most to the brightest place; pupils are dark, so change the sign."""
    return gaussian2d(21)


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


def even_side():
    """The side of the kernel is even; it should be odd, so that one entry is the centre."""
    return -gaussian2d(20)


def not_square():
    """The kernel has more columns than rows; it should be square."""
    return -np.outer(gaussian(21), gaussian(31))
