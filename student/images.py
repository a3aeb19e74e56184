"""From a picture to numbers that a kernel can be laid over."""

import numpy as np


def to_gray(image: np.ndarray) -> np.ndarray:
    """Return the plain mean of the three colour channels.

    Args:
        image: shape (H, W, 3), of any real dtype: uint8, int64, float64, …

    Returns:
        Shape (H, W), float32, in the same units as the image: nothing is scaled or rounded.

    >>> to_gray(np.array([[[10, 20, 60]]], dtype="uint8"))
    array([[30.]], dtype=float32)
    """
    # TODO: the mean over the last axis. Does the sum of three uint8 values fit into uint8?
    raise NotImplementedError("to_gray")


def crop(image: np.ndarray, rows: int = 256, left: int = 100, columns: int = 256) -> np.ndarray:
    """Cut a rectangle out of the bottom of an image.

    Args:
        image: shape (H, W), or (H, W, channels).
        rows: height of the rectangle in pixels; it ends with the last row of the image.
        left: number of columns to leave out on the left.
        columns: width of the rectangle in pixels.

    Returns:
        Shape (rows, columns), or (rows, columns, channels), with the pixels' values.

    Raises:
        ValueError: the image has fewer than `rows` rows or fewer than `left + columns` columns.

    >>> crop(np.arange(12).reshape(3, 4), rows=2, left=1, columns=2)
    array([[ 5,  6],
           [ 9, 10]])
    """
    # TODO: raise first, then slice. A slice that is too long raises nothing by itself.
    raise NotImplementedError("crop")


def standardize(image: np.ndarray) -> np.ndarray:
    """Shift and scale an image to mean 0 and standard deviation 1.

    Args:
        image: shape (H, W), of any real dtype.

    Returns:
        Shape (H, W), float32. The deviation is that of the population: the root of the mean squared distance
        from the mean. A constant image gives zeros.

    >>> standardize(np.array([[1.0, 3.0]]))
    array([[-1.,  1.]], dtype=float32)
    """
    # TODO: subtract the mean, divide by the deviation. And if that is 0?
    raise NotImplementedError("standardize")
