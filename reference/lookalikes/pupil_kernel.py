"""Other code with the answers of known mistakes of pupil_kernel."""

import numpy as np
from scipy.signal import windows
from scipy.stats import norm


def bright_blur():
    """Multiplies two of SciPy's densities."""
    column = norm.pdf(np.linspace(-3, 3, 21))
    return np.array([column * value for value in column])


def dark_spot_detector():
    """Takes the Laplacian with its own sign, and subtracts its mean."""
    y, x = np.mgrid[-3:3:21j, -3:3:21j]
    spot = (x**2 + y**2 - 2) * np.exp(-(x**2 + y**2) / 2)
    return spot - spot.mean()


def dark_box_too_large():
    """Divides a kernel of -1 by the number of its entries."""
    box = -np.ones((41, 41))
    return box / box.size


def even_side():
    """Multiplies two densities of 20 points."""
    x = np.arange(20) * 6 / 19 - 3
    return -norm.pdf(x)[:, None] * norm.pdf(x)


def not_square():
    """Multiplies two windows of different length."""
    down, across = (windows.gaussian(n, (n - 1) / 6) for n in (21, 31))
    return -down[:, None] * across / (2 * np.pi)
