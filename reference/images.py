"""Prepare an image: convert it to grayscale, crop it, standardize it."""

import numpy as np


def to_gray(image: np.ndarray) -> np.ndarray:
    """Return the mean of the three channels: (H, W, 3) of any real dtype becomes (H, W) float32."""
    # In double precision: the sum of three uint8 values does not fit into uint8.
    gray: np.ndarray = image.astype(np.float64).mean(axis=2)
    return gray.astype(np.float32)


def crop(image: np.ndarray, rows: int = 256, left: int = 100, columns: int = 256) -> np.ndarray:
    """Return the bottom `rows` rows and the columns from `left` on; raise ValueError if the image is too small."""
    height, width = image.shape[:2]  # a colour image has a third axis, which is kept as it is
    if rows > height or left + columns > width:
        raise ValueError(f"{rows} rows and {left} + {columns} columns do not fit into {height} x {width} pixels")
    return image[height - rows :, left : left + columns]


def standardize(image: np.ndarray) -> np.ndarray:
    """Return the image with mean 0 and population standard deviation 1, float32; zeros if it is constant."""
    exact = image.astype(np.float64)
    centred = exact - exact.mean()
    deviation = centred.std()
    # A constant image cannot be scaled: 0 / 0 is NaN.
    scaled = centred / deviation if deviation > 0 else np.zeros_like(centred)
    return scaled.astype(np.float32)
