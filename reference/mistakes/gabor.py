"""Known mistakes of gabor."""

import numpy as np

from reference.filters import ddgaussian, dgaussian, gabor, gaussian, gaussian2d
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(gabor)
list_returned = forms.list_returned(gabor)
tensor_returned = forms.tensor_returned(gabor)
half_precision = forms.half_precision(gabor)
integers = forms.integers(gabor)
negated = forms.negated(gabor)
absolute_values = forms.absolute_values(gabor)
negative_values_cut = forms.negative_values_cut(gabor)


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


def negated_and_clockwise(n, degrees=0.0):
    """The kernel is negative on the left and turned clockwise; it should be positive there and turned
    counter-clockwise.
    """
    return -gabor(n, -degrees)


def rows_and_columns_swapped(n, degrees=0.0):
    """The derivative runs down the rows; at 0 degrees gaussian runs down the rows and dgaussian across the columns."""
    return gabor(n, degrees - 90)


def rotated_with_factors_swapped(n, degrees=0.0):
    """The factors are swapped, as in np.outer(dgaussian(n), gaussian(n)); gaussian runs down the rows, so it comes
    first.
    """
    return _rotated(_upright(n).T, degrees)


def swapped_and_clockwise(n, degrees=0.0):
    """The derivative runs down the rows instead of across the columns, and the kernel is turned clockwise."""
    return gabor(n, -degrees - 90)


def angle_ignored(n, degrees=0.0):
    """The kernel is the same for every angle; it should be turned by `degrees`."""
    return gabor(n)


def degrees_taken_for_radians(n, degrees=0.0):
    """The angle is used in degrees where sine and cosine take radians; convert it with np.radians."""
    return _turned(n, degrees)


def degrees_taken_for_radians_and_clockwise(n, degrees=0.0):
    """The angle is used in degrees where sine and cosine take radians, and the kernel is turned the wrong way round."""
    return _turned(n, -degrees)


def rotated_by_radians(n, degrees=0.0):
    """The kernel is hardly turned, as when the angle is converted to radians for scipy.ndimage.rotate, which takes
    degrees.
    """
    return _rotated(_upright(n), np.radians(degrees))


def half_the_angle(n, degrees=0.0):
    """The kernel is turned half as far as it should be; degrees become radians by the factor π / 180."""
    return gabor(n, degrees / 2)


def twice_the_angle(n, degrees=0.0):
    """The kernel is turned twice as far as it should be; degrees become radians by the factor π / 180."""
    return gabor(n, 2 * degrees)


def modulo_180(n, degrees=0.0):
    """The angle is taken modulo 180, but half a turn reverses an edge detector's sign; it repeats after 360 degrees
    only.
    """
    return gabor(n, degrees % 180)


def rotated_modulo_180(n, degrees=0.0):
    """The angle is taken modulo 180 before rotating, but half a turn reverses an edge detector's sign; use the whole
    angle.
    """
    return _rotated(_upright(n), degrees % 180)


def sign_of_angle_lost(n, degrees=0.0):
    """A negative angle turns the kernel counter-clockwise, like a positive one; it should turn it clockwise."""
    return _rotated(_upright(n), abs(degrees))


def negative_angles_refused(n, degrees=0.0):
    """Negative angles raise an error; every real number is an angle."""
    if degrees < 0:
        raise ValueError("degrees is negative")
    return gabor(n, degrees)


def quarter_turns_only(n, degrees=0.0):
    """Only whole quarter turns are made and the rest of the angle is dropped; turn by any angle."""
    return np.rot90(_upright(n), int(degrees // 90))


def rounded_to_quarter_turns(n, degrees=0.0):
    """The angle is rounded to whole quarter turns; turn by any angle."""
    return np.rot90(_upright(n), round(degrees / 90))


def angle_without_default(n, degrees):
    """`degrees` has no default, so gabor(n) raises TypeError; its default should be 0.0."""
    return gabor(n, degrees)


def angle_of_another_name(n, angle=0.0):
    """The second argument has another name, so gabor(n, degrees=45) raises TypeError; call it `degrees`."""
    return gabor(n, angle)


def kernel_grows(n, degrees=0.0):
    """The kernel grows when it is rotated; reshape=False keeps it at n rows and n columns."""
    return _rotated(_upright(n), degrees, reshape=True)


def border_lost(n, degrees=0.0):
    """After a quarter turn some entries at the border are 0, as rounding errors move them just outside; quarter turns
    should be exact.
    """
    from scipy.ndimage import affine_transform

    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    centre = np.full(2, (n - 1) / 2)
    return affine_transform(_upright(n), turn, centre - turn @ centre)


def no_derivative(n, degrees=0.0):
    """Both factors are gaussian, which gives a blur; use dgaussian across the columns."""
    return _rotated(gaussian2d(n), degrees)


def second_derivative(n, degrees=0.0):
    """The second derivative runs across the columns, which detects lines; an edge detector has the first one,
    dgaussian.
    """
    return _rotated(np.outer(gaussian(n), ddgaussian(n)), degrees)


def derivative_both_ways(n, degrees=0.0):
    """Both factors are dgaussian; down the rows it should be gaussian."""
    return _rotated(np.outer(dgaussian(n), dgaussian(n)), degrees)


def rows_do_not_fade(n, degrees=0.0):
    """All rows are equal before the kernel is turned; down the rows it should fade as gaussian does."""
    return _rotated(np.tile(dgaussian(n), (n, 1)), degrees)


def derivative_by_gradient(n, degrees=0.0):
    """The derivative is approximated, as by np.gradient of the samples; dgaussian is exactly proportional to
    -x g(x).
    """
    return _rotated(np.outer(gaussian(n), np.gradient(gaussian(n))), degrees)


def cosine_wave(n, degrees=0.0):
    """This is a cosine wave under a Gaussian; here gabor means gaussian down the rows times dgaussian across the
    columns.
    """
    x, angle = np.linspace(-3, 3, n), np.radians(degrees)
    across = np.cos(angle) * x[None, :] - np.sin(angle) * x[:, None]
    return np.cos(2 * np.pi * across / 3) * gaussian2d(n)


def half_missing_in_the_exponent(n, degrees=0.0):
    """The Gaussian is exp(-x²), which is too narrow; the density has exp(-x² / 2)."""
    x, angle = np.linspace(-3, 3, n), np.radians(degrees)
    return _edge(x, np.cos(angle), np.sin(angle)) * np.exp(-(x[None, :] ** 2 + x[:, None] ** 2) / 2)


def from_minus_one_to_one(n, degrees=0.0):
    """The coordinates run from -1 to 1; they should run from -3 to 3."""
    angle = np.radians(degrees)
    return _edge(np.linspace(-1, 1, n), np.cos(angle), np.sin(angle))


def off_centre_for_even_sides(n, degrees=0.0):
    """For even n the kernel is centred on entry n // 2; the centre lies between two entries, as np.linspace(-3, 3, n)
    has it.
    """
    angle = np.radians(degrees)
    return _edge((np.arange(n) - n // 2) * 6 / (n - 1), np.cos(angle), np.sin(angle))


def one_row_only(n, degrees=0.0):
    """The result is a single row, as gaussian(n) * dgaussian(n) gives it; np.outer gives n rows and n columns."""
    return gaussian(n) * dgaussian(n)
