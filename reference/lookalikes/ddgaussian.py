"""Other code with the answers of known mistakes of ddgaussian."""

import numpy as np
from numpy.polynomial.hermite_e import hermeval
from scipy.signal import detrend, windows
from scipy.stats import norm

from reference.filters import ddgaussian, dgaussian, gaussian


def density_minus_its_mean(n):
    """Removes the constant trend from the exponential."""
    return detrend(np.exp(-(np.linspace(-3, 3, n) ** 2) / 2), type="constant")


def first_derivative(n):
    """Writes the formula out, without the constant."""
    x = np.linspace(3, -3, n)
    return x * np.exp(-(x**2) / 2)


def density_forgotten(n):
    """Evaluates a polynomial."""
    return np.polyval([-1, 0, 1], np.linspace(-3, 3, n))


def brackets_missing(n):
    """Adds 1 to x times the first derivative."""
    return 1 + np.linspace(-3, 3, n) * dgaussian(n)


def crossing_too_far_in(n):
    """Adds three times x times the first derivative."""
    return ddgaussian(n) + 3 * np.linspace(-3, 3, n) * dgaussian(n)


def crossing_too_far_out(n):
    """Adds the density to its negated second derivative."""
    return gaussian(n) + ddgaussian(n)


def crossing_at_root_three(n):
    """Has a Hermite series with 2 as its constant term."""
    x = np.linspace(-3, 3, n)
    return hermeval(x, [2, 0, -1]) * norm.pdf(x)


def from_minus_one_to_one(n):
    """Has the right points, but a density three times as wide."""
    x = np.linspace(-3, 3, n)
    return (9 - x**2) * norm.pdf(x, scale=3)


def counted_in_pixels(n):
    """Measures the deviation in the points' own distance."""
    x, step = np.linspace(-3, 3, n, retstep=True)
    return (step**2 - x**2) * norm.pdf(x, scale=step)


def gradient_twice_not_negated(n):
    """Subtracts neighbours twice; at the ends the sample itself stands for the missing neighbour."""
    values, ends = gaussian(n), np.r_[1, np.full(n - 2, 2), 1]
    for _ in range(2):
        values = np.convolve(np.pad(values, 1, mode="edge"), [1, 0, -1], mode="valid") / ends
    return values


def second_differences(n):
    """Convolves the density with -1, 2, -1, without padding."""
    return np.convolve(gaussian(n), [-1, 2, -1], mode="valid")


def endpoint_excluded(n):
    """Multiplies a periodic window by its polynomial."""
    return (1 - (6 * np.arange(n) / n - 3) ** 2) * windows.gaussian(n, n / 6, sym=False)
