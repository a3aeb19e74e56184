"""Accepted solutions of crop."""

import numpy as np


class _TooSmall(ValueError):
    pass


def flipped_twice(image, rows=256, left=100, columns=256):
    """Upside down, the first rows, and upside down again."""
    if min(image.shape[0] - rows, image.shape[1] - left - columns) < 0:
        raise _TooSmall
    return np.flipud(np.flipud(image)[:rows])[:, left : left + columns]


def loops(image, rows=256, left=100, columns=256):
    """Pixel by pixel into a new array, as float64."""
    height, width, *channels = image.shape
    if height - rows < 0 or width - columns < left:
        raise ValueError("the image is too small")
    result = np.zeros((rows, columns, *channels))
    for i in range(rows):
        result[i] = image[height - rows + i][left : left + columns]
    return result


def negative_start(image, rows=256, left=100, columns=256):
    """A slice from the end, copied."""
    if not (image.shape[0] >= rows and image.shape[1] >= left + columns):
        raise ValueError("too small")
    return image[-rows:, left:][:, :columns].copy()


def open_mesh(image, rows=256, left=100, columns=256):
    """Indexing by np.ix_; an IndexError is turned into ValueError."""
    try:
        if rows > len(image):
            raise IndexError("rows")
        return image[np.ix_(range(len(image) - rows, len(image)), range(left, left + columns))]
    except IndexError as error:
        raise ValueError("the image is too small") from error


def shape_of_the_result(image, rows=256, left=100, columns=256):
    """The size of the slice tells whether the image is too small."""
    cut = image[max(len(image) - rows, 0) :, left : left + columns, ...]
    if cut.shape[:2] != (rows, columns):
        raise ValueError(f"image is only {image.shape}")
    return cut


def split(image, rows=256, left=100, columns=256):
    """Parts cut off by np.split."""
    if rows > image.shape[0] or columns + left > image.shape[1]:
        raise ValueError("the image is too small")
    bottom = np.split(image, [image.shape[0] - rows], axis=0)[1]
    return np.split(bottom, [left, left + columns], axis=1)[1]


def take(image, rows=256, left=100, columns=256):
    """Row and column numbers, and np.take."""
    height, width = image.shape[0], image.shape[1]
    if height < rows:
        raise ValueError("rows")
    if width < left + columns:
        raise ValueError("columns")
    return image.take(range(height - rows, height), axis=0).take(range(left, left + columns), axis=1)
