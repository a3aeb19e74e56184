"""Kernels of the Gaussian family, and what they do to an image."""

from collections.abc import Callable, Sequence

import numpy as np


def gaussian(n: int) -> np.ndarray:
    """Return the standard normal density at n places from -3 to 3, both included.

    Args:
        n: number of places, at least 2.

    Returns:
        Shape (n,), float; not normalised to sum 1.

    >>> gaussian(3).round(4)
    array([0.0044, 0.3989, 0.0044])
    """
    # TODO: x = np.linspace(-3, 3, n), and then the formula of the density.
    raise NotImplementedError("gaussian")


def sweep(img: np.ndarray, make_kernel: Callable[[float], np.ndarray], values: Sequence[float]) -> np.ndarray:
    """Convolve an image with one kernel for each value: the frames of an animation.

    Args:
        img: the image, shape (H, W), float32.
        make_kernel: takes one value, returns a square kernel with an odd side.
        values: what make_kernel is asked for, one after another.

    Returns:
        Shape (len(values), H, W), float32: each frame is as large as img (zero padding, no flip).

    >>> sweep(np.ones((2, 2), "float32"), lambda v: np.array([[v]]), [1.0, 2.0])[1]
    array([[2., 2.],
           [2., 2.]], dtype=float32)
    """
    # TODO: one convolved image for each value, stacked on a new first axis.
    raise NotImplementedError("sweep")
