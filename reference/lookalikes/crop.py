"""Other code with the answers of known mistakes of crop."""

import numpy as np

from reference.images import crop


def _check(enough):
    if not enough:
        raise ValueError("too few pixels")


def _fitting(image, rows, left, columns):
    """Return the image if the rectangle fits into it."""
    crop(image, rows, left, columns)
    return image


def top_rows(image, rows=256, left=100, columns=256):
    """Stands the image on its head, takes the bottom, and turns it back."""
    return np.flipud(crop(np.flipud(image), rows, left, columns))


def middle(image, rows=256, left=100, columns=256):
    """Cuts as much from one side as from the other."""
    over = [image.shape[0] - rows, image.shape[1] - columns]
    _fitting(image, rows, left, columns)
    above, before = (each // 2 for each in over)
    return image[above : above - over[0] or None, before : before - over[1] or None]


def swapped_axes(image, rows=256, left=100, columns=256):
    """Cuts rows and columns of the image that lies on its side."""
    sideways = np.swapaxes(_fitting(image, rows, left, columns), 0, 1)
    bottom = sideways[max(len(sideways) - rows, 0) :]
    return np.swapaxes(bottom[:, left : left + columns], 0, 1)


def columns_end_too_early(image, rows=256, left=100, columns=256):
    """Cuts to the width first, and skips columns of what is left."""
    return _fitting(image, rows, left, columns)[len(image) - rows :, :columns][:, left:]


def left_forgotten(image, rows=256, left=100, columns=256):
    """Drops columns from the right until the width is right."""
    bottom = _fitting(image, rows, left, columns)[len(image) - rows :]
    return np.delete(bottom, range(columns, image.shape[1]), axis=1)


def one_column_too_few(image, rows=256, left=100, columns=256):
    """Lists the columns by numbers, without the last one."""
    return crop(image, rows, left, columns).take(range(columns - 1), axis=1)


def one_row_too_few(image, rows=256, left=100, columns=256):
    """Lists the rows by numbers, without the last one."""
    return crop(image, rows, left, columns).take(range(rows - 1), axis=0)


def colour_only(image, rows=256, left=100, columns=256):
    """Crops one channel after the other."""
    return np.stack([crop(channel, rows, left, columns) for channel in np.moveaxis(image, 2, 0)], axis=2)


def gray_only(image, rows=256, left=100, columns=256):
    """Refuses what has other than two axes."""
    _check(image.ndim == 2)
    return crop(image, rows, left, columns)


def no_error(image, rows=256, left=100, columns=256):
    """Takes the rows and columns that exist."""
    height, width = image.shape[:2]
    found = image.take(range(max(height - rows, 0), height), axis=0)
    return found.take(range(min(left, width), min(left + columns, width)), axis=1)


def asserts(image, rows=256, left=100, columns=256):
    """Raises AssertionError by hand."""
    if image[:rows, : left + columns].shape[:2] != (rows, left + columns):
        raise AssertionError("too few pixels")
    return crop(image, rows, left, columns)


def rows_compared_only(image, rows=256, left=100, columns=256):
    """Looks at the height of the piece that slices give."""
    piece = image[-rows:, left:][:, :columns]
    _check(len(piece) == rows)
    return piece


def columns_compared_only(image, rows=256, left=100, columns=256):
    """Looks at the width of the piece that slices give."""
    piece = image[max(len(image) - rows, 0) :, left : left + columns]
    _check(piece.shape[1] == columns)
    return piece


def left_not_compared(image, rows=256, left=100, columns=256):
    """Cuts to the right size first, looks at what it has, and then takes other columns."""
    _check(image[-rows:, :columns].shape[:2] == (rows, columns))
    return image[len(image) - rows :][:, left:][:, :columns]


def exact_fit_refused(image, rows=256, left=100, columns=256):
    """Requires a height and a width that are larger."""
    height, width = image.shape[:2]
    _check(height > rows and width > left + columns)
    return crop(image, rows, left, columns)
