"""Known mistakes of crop."""

from reference.images import crop
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(crop)


def _too_small(image, rows, left, columns):
    return rows > image.shape[0] or left + columns > image.shape[1]


def _refuse(image, rows, left, columns):
    if _too_small(image, rows, left, columns):
        raise ValueError("the image is too small")


def top_rows(image, rows=256, left=100, columns=256):
    """These are the top rows; row 0 is at the top of an image, so the bottom ones are image[-rows:]."""
    _refuse(image, rows, left, columns)
    return image[:rows, left : left + columns]


def middle(image, rows=256, left=100, columns=256):
    """The rectangle is cut from the middle of the image; take the bottom rows, and the columns from `left` on."""
    _refuse(image, rows, left, columns)
    top, start = (image.shape[0] - rows) // 2, (image.shape[1] - columns) // 2
    return image[top : top + rows, start : start + columns]


def swapped_axes(image, rows=256, left=100, columns=256):
    """Rows and columns are swapped: the first index of an image is the row, the second one the column."""
    _refuse(image, rows, left, columns)
    return image[left : left + columns, -rows:]


def columns_end_too_early(image, rows=256, left=100, columns=256):
    """The columns end at `columns` instead of `left + columns`: a slice has a start and an end, not a length."""
    _refuse(image, rows, left, columns)
    return image[-rows:, left:columns]


def left_forgotten(image, rows=256, left=100, columns=256):
    """The columns start at 0; they should start at `left`."""
    _refuse(image, rows, left, columns)
    return image[-rows:, :columns]


def one_column_too_few(image, rows=256, left=100, columns=256):
    """The last column is missing; as the end of a slice is excluded already, left : left + columns is right."""
    _refuse(image, rows, left, columns)
    return image[-rows:, left : left + columns - 1]


def one_row_too_few(image, rows=256, left=100, columns=256):
    """The last row is missing, as in a slice -rows:-1, whose end is excluded; -rows: goes on to the last row."""
    _refuse(image, rows, left, columns)
    return image[-rows:-1, left : left + columns]


def colour_only(image, rows=256, left=100, columns=256):
    """A gray image, which has two axes, raises an error; image.shape[:2] works for gray and for colour images."""
    _height, _width, _channels = image.shape
    return crop(image, rows, left, columns)


def gray_only(image, rows=256, left=100, columns=256):
    """A colour image, which has three axes, raises an error; image.shape[:2] works for gray and for colour images."""
    _height, _width = image.shape
    return crop(image, rows, left, columns)


def no_error(image, rows=256, left=100, columns=256):
    """An image that is too small gives a smaller piece, as slices do without an error; compare the sizes and raise
    ValueError.
    """
    return image[-rows:, left : left + columns]


def asserts(image, rows=256, left=100, columns=256):
    """An image that is too small raises AssertionError, as `assert` does; raise ValueError instead."""
    assert not _too_small(image, rows, left, columns), "the image is too small"
    return crop(image, rows, left, columns)


def rows_compared_only(image, rows=256, left=100, columns=256):
    """Too few rows raise ValueError, but too few columns do not; compare left + columns with the width as well."""
    _refuse(image, rows, 0, 0)
    return image[-rows:, left : left + columns]


def columns_compared_only(image, rows=256, left=100, columns=256):
    """Too few columns raise ValueError, but too few rows do not; compare `rows` with the height as well."""
    _refuse(image, 0, left, columns)
    return image[-rows:, left : left + columns]


def left_not_compared(image, rows=256, left=100, columns=256):
    """An image with `columns` columns but not left + columns is not refused; compare left + columns with the width."""
    _refuse(image, rows, 0, columns)
    return image[-rows:, left : left + columns]


def exact_fit_refused(image, rows=256, left=100, columns=256):
    """An image that is exactly large enough is refused; refuse only what is smaller."""
    _refuse(image, rows + 1, left, columns + 1)
    return crop(image, rows, left, columns)
