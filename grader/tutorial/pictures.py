"""The tutorial's picture."""

import numpy as np


def chelsea() -> np.ndarray:
    """Return the picture of the cat, (300, 451, 3) uint8."""
    from skimage import data  # noqa: PLC0415  a slow import

    picture: np.ndarray = data.chelsea()  # type: ignore[no-untyped-call]  # scikit-image has no types
    return picture
