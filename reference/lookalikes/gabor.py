"""Other code with the answers of known mistakes of gabor."""

import numpy as np
from scipy.ndimage import affine_transform, rotate
from scipy.special import cosdg, sindg

from reference.filters import gabor, gaussian2d


def _axes(n):
    return np.meshgrid(np.linspace(-3, 3, n), np.linspace(-3, 3, n))


def _upright(n):
    return -_axes(n)[0] * gaussian2d(n)


def _sampled(kernel, degrees, shape=None):
    """Return the entries of the kernel at the turned places, by splines."""
    turn = np.array([[cosdg(degrees), sindg(degrees)], [-sindg(degrees), cosdg(degrees)]])
    shape = shape or kernel.shape
    middle, centre = (np.array(kernel.shape) - 1) / 2, (np.array(shape) - 1) / 2
    return affine_transform(kernel, turn, middle - turn @ centre, shape)


def turned_clockwise(n, degrees=0.0):
    """Adds the detectors of both directions with the same sign, as if y pointed upwards."""
    angle = np.radians(degrees)
    x, y = _axes(n)
    return -(np.cos(angle) * x + np.sin(angle) * y) * gaussian2d(n)


def rotated_clockwise(n, degrees=0.0):
    """Rotates the kernel's mirror image."""
    return np.flipud(rotate(np.flipud(_upright(n)), degrees, reshape=False))


def rotated_and_negated(n, degrees=0.0):
    """Rotates by half a turn too many."""
    return rotate(_upright(n), degrees + 180, reshape=False)


def rows_and_columns_swapped(n, degrees=0.0):
    """Weights the two directions by sine and cosine instead of cosine and sine."""
    angle = np.radians(degrees)
    x, y = _axes(n)
    return -(np.sin(angle) * x + np.cos(angle) * y) * gaussian2d(n)


def rotated_with_factors_swapped(n, degrees=0.0):
    """Begins a quarter turn too early."""
    return rotate(_upright(n), degrees - 90, reshape=False)


def angle_ignored(n, degrees=0.0):
    """Computes the angle but leaves the coordinates as they are."""
    angle = np.radians(degrees)
    x, y = _axes(n)
    return -x * np.exp(-((x * np.cos(angle)) ** 2 + (x * np.sin(angle)) ** 2 + y**2) / 2)


def degrees_taken_for_radians(n, degrees=0.0):
    """Converts the angle in the wrong direction."""
    return gabor(n, np.rad2deg(degrees))


def rotated_by_radians(n, degrees=0.0):
    """Multiplies the angle by π / 180 before the affine map, which expects degrees."""
    return _sampled(_upright(n), degrees * np.pi / 180)


def modulo_180(n, degrees=0.0):
    """Turns the kernel by 180 degrees as long as the angle is outside a half circle."""
    while not 0 <= degrees < 180:
        degrees += 180 if degrees < 0 else -180
    return gabor(n, degrees)


def rotated_modulo_180(n, degrees=0.0):
    """Changes the sign after every half turn."""
    return rotate(_upright(n), degrees, reshape=False) * (-1) ** int(degrees // 180)


def sign_of_angle_lost(n, degrees=0.0):
    """Finds the angle from its square."""
    return _sampled(_upright(n), (degrees**2) ** 0.5)


def quarter_turns_only(n, degrees=0.0):
    """Subtracts from the angle what is left after division by 90."""
    return gabor(n, degrees - degrees % 90)


def rounded_to_quarter_turns(n, degrees=0.0):
    """Turns the coordinates by a rounded number of right angles."""
    return gabor(n, 90 * np.rint(degrees / 90))


def kernel_grows(n, degrees=0.0):
    """Makes room for all corners."""
    side = (n * (abs(cosdg(degrees)) + abs(sindg(degrees))) + 0.5).astype(int)
    return _sampled(_upright(n), degrees, (side, side))


def second_derivative(n, degrees=0.0):
    """Multiplies the Gaussian by a parabola of the columns."""
    return _sampled((1 - _axes(n)[0] ** 2) * gaussian2d(n), degrees)
