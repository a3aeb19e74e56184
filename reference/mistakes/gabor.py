"""Known mistakes of gabor."""

import numpy as np

from reference.filters import ddgaussian, dgaussian, gabor, gaussian
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(gabor)
tensor_returned = forms.tensor_returned(gabor)
negated = forms.negated(gabor)


def _rotated(kernel, degrees, **options):
    from scipy.ndimage import rotate

    return rotate(kernel, degrees, **({"reshape": False} | options))


def _upright(n):
    return np.outer(gaussian(n), dgaussian(n))


def _edge(x, cosine, sine):
    """Return the detector at places x, on coordinates turned by an angle."""
    across = cosine * x[None, :] - sine * x[:, None]
    return -across * np.exp(-(x[None, :] ** 2 + x[:, None] ** 2) / 2)


def _turned(n, angle):
    return _edge(np.linspace(-3, 3, n), np.cos(angle), np.sin(angle))


def turned_clockwise(n, degrees=0.0):
    """The kernel is turned clockwise; it should be turned counter-clockwise. Rows count downwards, unlike y in a
    drawing.
    """
    return gabor(n, -degrees)


def rotated_clockwise(n, degrees=0.0):
    """The kernel is rotated clockwise, as by scipy.ndimage.rotate with -degrees; that function turns counter-clockwise
    itself.
    """
    return _rotated(_upright(n), -degrees)


def rotated_and_negated(n, degrees=0.0):
    """Every value has the wrong sign: at 0 degrees the kernel is positive on the left, as dgaussian is."""
    return _rotated(-_upright(n), degrees)


def rows_and_columns_swapped(n, degrees=0.0):
    """The derivative runs down the rows; at 0 degrees gaussian runs down the rows and dgaussian across the columns."""
    return gabor(n, degrees - 90)


def rotated_with_factors_swapped(n, degrees=0.0):
    """At 0 degrees dgaussian runs down the rows, as in np.outer(dgaussian(n), gaussian(n)); gaussian should, so it
    comes first.
    """
    return _rotated(_upright(n).T, degrees)


def angle_ignored(n, degrees=0.0):
    """The kernel is the same for every angle; it should be turned by `degrees`."""
    return gabor(n)


def degrees_taken_for_radians(n, degrees=0.0):
    """The angle is used as if it were in radians, but it is in degrees; sine and cosine need np.radians(degrees)."""
    return _turned(n, degrees)


def rotated_by_radians(n, degrees=0.0):
    """The kernel is hardly turned, as when the angle is converted to radians for scipy.ndimage.rotate, which takes
    degrees.
    """
    return _rotated(_upright(n), np.radians(degrees))


def modulo_180(n, degrees=0.0):
    """Angles repeat after 180 degrees, but half a turn reverses an edge detector's sign; use the whole angle."""
    return gabor(n, degrees % 180)


def rotated_modulo_180(n, degrees=0.0):
    """The rotation repeats after 180 degrees, but half a turn reverses an edge detector's sign; use the whole
    angle.
    """
    return _rotated(_upright(n), degrees % 180)


def sign_of_angle_lost(n, degrees=0.0):
    """A negative angle turns the kernel counter-clockwise, like a positive one; it should turn it clockwise."""
    return _rotated(_upright(n), abs(degrees))


def quarter_turns_only(n, degrees=0.0):
    """Only whole quarter turns are made and the rest of the angle is dropped; turn by any angle."""
    return np.rot90(_upright(n), int(degrees // 90))


def rounded_to_quarter_turns(n, degrees=0.0):
    """The angle is rounded to whole quarter turns; turn by any angle."""
    return np.rot90(_upright(n), round(degrees / 90))


def kernel_grows(n, degrees=0.0):
    """The kernel grows when it is rotated; it should keep n rows and n columns, as with reshape=False in
    scipy.ndimage.rotate.
    """
    return _rotated(_upright(n), degrees, reshape=True)


def second_derivative(n, degrees=0.0):
    """The second derivative runs across the columns, which detects lines; an edge detector has the first one,
    dgaussian.
    """
    return _rotated(np.outer(gaussian(n), ddgaussian(n)), degrees)
