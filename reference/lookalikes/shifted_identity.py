"""Other code with the answers of known mistakes of shifted_identity."""

import numpy as np

from reference.filters import shifted_identity


def _from_lists(n, row, column):
    """Return a kernel with a 1 here, from a list of rows; negative indices count from the end."""
    rows = [[0.0] * n for _ in range(n)]
    rows[row][column] = 1.0
    return np.array(rows)


def integers(n, dy, dx):
    """Compares coordinates and adds 0 to get numbers."""
    down, right = np.argwhere(shifted_identity(n, dy, dx))[0]
    return (np.add.outer(n * np.arange(n), np.arange(n)) == n * down + right) + 0


def swapped_axes(n, dy, dx):
    """Turns rows into columns."""
    return shifted_identity(n, dy, dx).T


def opposite_direction(n, dy, dx):
    """Reads the kernel backwards, as a convolution of signal processing does."""
    return shifted_identity(n, dy, dx)[::-1, ::-1]


def up_instead_of_down(n, dy, dx):
    """Lets the rows count upwards."""
    return np.flipud(shifted_identity(n, dy, dx))


def counted_from_the_corner(n, dy, dx):
    """Rolls a kernel whose first entry is 1."""
    if abs(dy) > n // 2 or abs(dx) > n // 2:
        raise ValueError("outside the kernel")
    return np.roll(np.pad([[1.0]], (0, n - 1)), (dy, dx), (0, 1))


def counted_from_the_corner_without_error(n, dy, dx):
    """Takes the shift for indices of a list of rows."""
    return _from_lists(n, dy, dx)


def centre_one_too_far(n, dy, dx):
    """Starts at the entry after n // 2."""
    if not -n <= 2 * min(dy, dx) <= 2 * max(dy, dx) <= n:
        raise ValueError("outside the kernel")
    return _from_lists(n, n // 2 + 1 + dy, n // 2 + 1 + dx)


def no_error(n, dy, dx):
    """Finds the entry in a list of rows."""
    return _from_lists(n, n // 2 + dy, n // 2 + dx)


def wraps_around(n, dy, dx):
    """Takes indices modulo n."""
    return _from_lists(n, (n // 2 + dy) % n, (n // 2 + dx) % n)


def zeros_if_outside(n, dy, dx):
    """Compares the distance of each entry from the centre with the shift."""
    down, right = np.indices((n, n)) - n // 2
    return np.where((down == dy) & (right == dx), 1.0, 0.0)


def asserts(n, dy, dx):
    """Raises AssertionError by hand."""
    try:
        return shifted_identity(n, dy, dx)
    except ValueError:
        raise AssertionError("outside the kernel") from None


def positive_shifts_compared_only(n, dy, dx):
    """Compares the indices with the number of rows and columns only."""
    row, column = n // 2 + dy, n // 2 + dx
    if row >= n or column >= n:
        raise ValueError("outside the kernel")
    return _from_lists(n, row, column)


def rows_compared_only(n, dy, dx):
    """Looks for dy among the rows, which raises ValueError, but counts on to the column."""
    row = list(range(-(n // 2), n // 2 + 1)).index(dy)
    return _from_lists(n, row, n // 2 + dx)


def border_refused(n, dy, dx):
    """Accepts shifts that are smaller than half the kernel."""
    half = n // 2
    if -half < dy < half and -half < dx < half:
        return _from_lists(n, half + dy, half + dx)
    raise ValueError("outside the kernel")
