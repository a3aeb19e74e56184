"""Known mistakes of shifted_identity."""

import numpy as np

from reference.filters import identity, shifted_identity
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(shifted_identity)
list_returned = forms.list_returned(shifted_identity)
tensor_returned = forms.tensor_returned(shifted_identity)
integers = forms.integers(shifted_identity)
negated = forms.negated(shifted_identity)


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


def left_instead_of_right(n, dy, dx):
    """A positive dx moves the 1 to the left; its column should be n // 2 + dx."""
    return shifted_identity(n, dy, -dx)


def counted_from_the_corner(n, dy, dx):
    """dy and dx are counted from the top left corner; count them from the centre, n // 2."""
    return _checked(n, dy, dx, dy, dx)


def counted_from_the_corner_without_error(n, dy, dx):
    """dy and dx are counted from the top left corner, and no shift is refused; count from the centre, and raise
    ValueError.
    """
    return _unchecked(n, dy, dx)


def centre_one_too_early(n, dy, dx):
    """The centre is taken one row too high and one column too far left; for odd n it is n // 2."""
    return _checked(n, dy, dx, n // 2 - 1 + dy, n // 2 - 1 + dx)


def centre_one_too_far(n, dy, dx):
    """The centre is taken one row too low and one column too far right; for odd n it is n // 2, as indices
    start at 0.
    """
    return _checked(n, dy, dx, (n + 1) // 2 + dy, (n + 1) // 2 + dx)


def shift_ignored(n, dy, dx):
    """The 1 stays in the centre; it should move by dy rows and dx columns."""
    return _checked(n, dy, dx, n // 2, n // 2)


def rows_ignored(n, dy, dx):
    """dy has no effect; the row of the 1 should be n // 2 + dy."""
    return _checked(n, dy, dx, n // 2, n // 2 + dx)


def columns_ignored(n, dy, dx):
    """dx has no effect; the column of the 1 should be n // 2 + dx."""
    return _checked(n, dy, dx, n // 2 + dy, n // 2)


def signs_lost(n, dy, dx):
    """A negative shift moves the 1 down or right, like a positive one; it should move it up or left."""
    return shifted_identity(n, abs(dy), abs(dx))


def centre_kept(n, dy, dx):
    """The 1 in the centre stays as well, so the image would be seen twice; only one entry should be 1."""
    return np.maximum(shifted_identity(n, dy, dx), identity(n))


def diagonal_moved(n, dy, dx):
    """A whole diagonal is moved, as np.eye makes it; only one entry should be 1."""
    shifted_identity(n, dy, dx)
    return np.eye(n, k=dx - dy)


def no_error(n, dy, dx):
    """A shift out of the kernel is not refused: it raises IndexError or wraps around. Compare with n // 2 and raise
    ValueError.
    """
    return _unchecked(n, n // 2 + dy, n // 2 + dx)


def no_error_swapped_axes(n, dy, dx):
    """dy and dx are swapped, and a shift out of the kernel is not refused; the row is n // 2 + dy, and ValueError is
    due.
    """
    return _unchecked(n, n // 2 + dx, n // 2 + dy)


def wraps_around(n, dy, dx):
    """What leaves the kernel comes in again on the other side, as np.roll does; raise ValueError instead."""
    return np.roll(identity(n), (dy, dx), axis=(0, 1))


def negative_shifts_wrap_around(n, dy, dx):
    """A shift above or left of the kernel wraps around to the other side, as negative indices do; raise ValueError."""
    row, column = n // 2 + dy, n // 2 + dx
    if row >= n or column >= n:
        raise ValueError("outside the kernel")
    return _unchecked(n, row % n, column % n)


def clipped_to_the_border(n, dy, dx):
    """A shift out of the kernel is moved to its border; raise ValueError instead."""
    return _unchecked(n, np.clip(n // 2 + dy, 0, n - 1), np.clip(n // 2 + dx, 0, n - 1))


def zeros_if_outside(n, dy, dx):
    """A shift out of the kernel gives a kernel of zeros; raise ValueError instead."""
    return shifted_identity(n, dy, dx) if max(abs(dy), abs(dx)) <= n // 2 else np.zeros((n, n))


def none_if_outside(n, dy, dx):
    """A shift out of the kernel gives None; raise ValueError instead."""
    return shifted_identity(n, dy, dx) if max(abs(dy), abs(dx)) <= n // 2 else None


def index_error(n, dy, dx):
    """A shift out of the kernel raises IndexError; raise ValueError instead."""
    if max(abs(dy), abs(dx)) > n // 2:
        raise IndexError("outside the kernel")
    return shifted_identity(n, dy, dx)


def asserts(n, dy, dx):
    """A shift out of the kernel raises AssertionError, as `assert` does; raise ValueError instead."""
    assert max(abs(dy), abs(dx)) <= n // 2, "outside the kernel"
    return shifted_identity(n, dy, dx)


def positive_shifts_compared_only(n, dy, dx):
    """A shift above or left of the kernel is not refused, as NumPy counts negative indices from the end; compare |dy|
    and |dx|.
    """
    if dy > n // 2 or dx > n // 2:
        raise ValueError("outside the kernel")
    return no_error(n, dy, dx)


def rows_compared_only(n, dy, dx):
    """A shift out of the kernel to the left or right is not refused; compare |dx| with n // 2 as well."""
    if abs(dy) > n // 2:
        raise ValueError("outside the kernel")
    return no_error(n, dy, dx)


def columns_compared_only(n, dy, dx):
    """A shift out of the kernel at the top or bottom is not refused; compare |dy| with n // 2 as well."""
    if abs(dx) > n // 2:
        raise ValueError("outside the kernel")
    return no_error(n, dy, dx)


def compared_with_side(n, dy, dx):
    """Shifts up to n - 1 are not refused; from the centre to the border it is only n // 2."""
    if abs(dy) >= n or abs(dx) >= n:
        raise ValueError("outside the kernel")
    return no_error(n, dy, dx)


def border_refused(n, dy, dx):
    """A shift by exactly n // 2 is refused, though the border belongs to the kernel; compare with > instead of >=."""
    if abs(dy) >= n // 2 or abs(dx) >= n // 2:
        raise ValueError("outside the kernel")
    return shifted_identity(n, dy, dx)


def negative_shifts_refused(n, dy, dx):
    """Negative shifts are refused; they are allowed down to -(n // 2)."""
    if dy < 0 or dx < 0:
        raise ValueError("outside the kernel")
    return shifted_identity(n, dy, dx)
