"""Known mistakes of shifted_identity."""

import numpy as np

from reference.filters import identity, shifted_identity
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(shifted_identity)
integers = forms.integers(shifted_identity)


def _unchecked(n, row, column):
    kernel = np.zeros((n, n))
    kernel[row, column] = 1
    return kernel


def _checked(n, dy, dx, row, column):
    """Return a kernel with a 1 at this place, after the shift was compared with the kernel's size."""
    shifted_identity(n, dy, dx)
    return _unchecked(n, row, column)


def swapped_axes(n, dy, dx):
    """dy and dx are swapped: the first index counts rows, so it should be n // 2 + dy."""
    return shifted_identity(n, dx, dy)


def opposite_direction(n, dy, dx):
    """The 1 moves up and left for positive shifts; it should be dy rows below and dx columns right of the centre."""
    return shifted_identity(n, -dy, -dx)


def up_instead_of_down(n, dy, dx):
    """A positive dy moves the 1 up; rows count downwards, so its row should be n // 2 + dy."""
    return shifted_identity(n, -dy, dx)


def counted_from_the_corner(n, dy, dx):
    """dy and dx are counted from the top left corner; count them from the centre, n // 2."""
    return _checked(n, dy, dx, dy, dx)


def counted_from_the_corner_without_error(n, dy, dx):
    """dy and dx are counted from the top left corner, and no shift raises ValueError; count from the centre, and
    refuse shifts out of the kernel.
    """
    return _unchecked(n, dy, dx)


def centre_one_too_far(n, dy, dx):
    """The centre is taken one row too low and one column too far right; for odd n it is n // 2, as indices
    start at 0.
    """
    return _checked(n, dy, dx, (n + 1) // 2 + dy, (n + 1) // 2 + dx)


def no_error(n, dy, dx):
    """A shift out of the kernel is not refused: it raises IndexError or wraps around. Compare with n // 2 and raise
    ValueError.
    """
    return _unchecked(n, n // 2 + dy, n // 2 + dx)


def wraps_around(n, dy, dx):
    """A shift out of the kernel wraps around to the other side, as np.roll does; raise ValueError instead."""
    return np.roll(identity(n), (dy, dx), axis=(0, 1))


def zeros_if_outside(n, dy, dx):
    """A shift out of the kernel gives a kernel of zeros; raise ValueError instead."""
    return shifted_identity(n, dy, dx) if max(abs(dy), abs(dx)) <= n // 2 else np.zeros((n, n))


def asserts(n, dy, dx):
    """A shift out of the kernel raises AssertionError, as `assert` does; raise ValueError instead."""
    assert max(abs(dy), abs(dx)) <= n // 2, "outside the kernel"
    return shifted_identity(n, dy, dx)


def positive_shifts_compared_only(n, dy, dx):
    """A shift above or left of the kernel is not refused, as negative indices count from the end; compare |dy| and
    |dx| with n // 2.
    """
    if dy > n // 2 or dx > n // 2:
        raise ValueError("outside the kernel")
    return no_error(n, dy, dx)


def rows_compared_only(n, dy, dx):
    """A shift out of the kernel to the left or right is not refused; compare |dx| with n // 2 as well."""
    if abs(dy) > n // 2:
        raise ValueError("outside the kernel")
    return no_error(n, dy, dx)


def border_refused(n, dy, dx):
    """A shift by exactly n // 2 is refused, though the border belongs to the kernel; refuse only larger shifts."""
    if abs(dy) >= n // 2 or abs(dx) >= n // 2:
        raise ValueError("outside the kernel")
    return shifted_identity(n, dy, dx)
