"""Signals: arrays of samples."""

import numpy as np


def raise_floor(samples: np.ndarray, floor: float = 0.0) -> np.ndarray:
    """Return the samples, with those below the floor raised to it."""
    return np.maximum(samples, floor)
