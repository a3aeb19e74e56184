"""Other code with the answers of known mistakes of dgaussian."""

import numpy as np
from scipy.signal import windows
from scipy.stats import norm

from reference.filters import dgaussian, gaussian


def absolute_values(n):
    """Multiplies the density by the distance from 0."""
    return gaussian(n) * np.abs(np.linspace(-3, 3, n))


def not_derived(n):
    """Returns the exponential alone, without its constant."""
    return np.exp(-(np.linspace(-3, 3, n) ** 2) / 2)


def second_derivative_negated(n):
    """Differentiates twice by the product rule."""
    return gaussian(n) + np.linspace(-3, 3, n) * dgaussian(n)


def half_missing(n):
    """Differentiates a density of variance 1/2."""
    x = np.linspace(-3, 3, n)
    return -x * norm.pdf(x, scale=0.5**0.5)


def gradient_of_samples(n):
    """Subtracts neighbours by a convolution; at the ends the sample itself stands for the missing neighbour."""
    differences = np.convolve(np.pad(gaussian(n), 1, mode="edge"), [1, 0, -1], mode="valid")
    return differences / np.r_[1, np.full(n - 2, 2), 1]


def gradient_of_samples_negated(n):
    """Takes the left neighbour minus the right one."""
    g = gaussian(n)
    return np.array([(g[max(i - 1, 0)] - g[min(i + 1, n - 1)]) / (1 + (0 < i < n - 1)) for i in range(n)])


def differences(n):
    """Subtracts one slice from another."""
    g = gaussian(n)
    return g[1:] - g[:-1]


def from_minus_one_to_one(n):
    """Has the right points, but a density three times as wide."""
    x = np.linspace(-3, 3, n)
    return -x * norm.pdf(x, scale=3)


def counted_in_pixels(n):
    """Measures the deviation in the points' own distance."""
    x = np.linspace(-3, 3, n)
    return -x * norm.pdf(x, scale=6 / (n - 1))


def counted_in_pixels_from_half(n):
    """Has a density whose mean is the number of the middle entry."""
    return np.array([(n // 2 - i) * norm.pdf(i, n // 2) for i in range(n)])


def endpoint_excluded(n):
    """Multiplies a periodic window by the points of its entries."""
    return (3 - 6 * np.arange(n) / n) * windows.gaussian(n, n / 6, sym=False)
