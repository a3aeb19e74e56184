"""Signals: arrays of samples."""

import numpy as np


def raise_floor(samples: np.ndarray, floor: float = 0.0) -> np.ndarray:
    """Return the samples, with those below the floor raised to it.

    Args:
        samples: a signal (n,), float64; it is not modified.
        floor: the lowest value of the result.

    >>> raise_floor(np.array([-1.0, 0.5]))
    array([0. , 0.5])
    """
    # TODO: replace this line.
    raise NotImplementedError("raise_floor")
