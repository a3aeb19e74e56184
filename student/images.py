"""Part 1 of the tutorial, an image: convert it to grayscale, crop it, standardize it."""

import numpy as np


def to_gray(image: np.ndarray) -> np.ndarray:
    """Return the plain mean of the three colour channels.

    Args:
        image: shape (H, W, 3), of any real dtype: uint8, int64, float64, …

    Returns:
        Shape (H, W), float32, on the same scale as the image: do not rescale or round.

    >>> to_gray(np.array([[[10, 20, 60]]], dtype="uint8"))
    array([[30.]], dtype=float32)
    """
    # TODO: take the mean over the last axis. Does the sum of three uint8 values fit into uint8?
    raise NotImplementedError("to_gray")


def crop(image: np.ndarray, rows: int = 256, left: int = 100, columns: int = 256) -> np.ndarray:
    """Crop a rectangle from the bottom of an image.

    Args:
        image: shape (H, W), or (H, W, channels).
        rows: height of the rectangle in pixels; its last row is the last row of the image.
        left: number of columns to skip on the left.
        columns: width of the rectangle in pixels.

    Returns:
        Shape (rows, columns), or (rows, columns, channels), with unchanged pixel values.

    Raises:
        ValueError: the image has fewer than `rows` rows or fewer than `left + columns` columns.

    >>> crop(np.arange(12).reshape(3, 4), rows=2, left=1, columns=2)
    array([[ 5,  6],
           [ 9, 10]])
    """
    # TODO: raise first, then slice. An out-of-range slice does not raise an error.
    raise NotImplementedError("crop")


def standardize(image: np.ndarray) -> np.ndarray:
    """Shift and scale an image to mean 0 and standard deviation 1.

    Args:
        image: shape (H, W), of any real dtype.

    Returns:
        Shape (H, W), float32. Use the population standard deviation: the square root of the mean squared distance
        from the mean. A constant image gives zeros.

    >>> standardize(np.array([[1.0, 3.0]]))
    array([[-1.,  1.]], dtype=float32)
    """
    # TODO: subtract the mean, divide by the standard deviation. What if that is 0?
    raise NotImplementedError("standardize")
