"""Other code with the answers of known mistakes of gaussian."""

import numpy as np
from scipy.signal import windows
from scipy.special import erf, softmax
from scipy.stats import multivariate_normal, norm

from reference.filters import gaussian


def constant_missing(n):
    """Takes SciPy's Gaussian window, with a sixth of its length as deviation."""
    return windows.gaussian(n, (n - 1) / 6)


def root_missing(n):
    """Reads the density of two variables along one axis."""
    x = np.linspace(-3, 3, n)
    return multivariate_normal([0, 0]).pdf(np.stack([x, np.zeros(n)], axis=1))


def root_of_pi(n):
    """Makes the right density higher by the square root of 2."""
    return gaussian(n) * 2**0.5


def half_missing(n):
    """Stretches the points before it asks for the density."""
    return norm.pdf(np.linspace(-(18**0.5), 18**0.5, n))


def plain_exponential(n):
    """Squares the bell without its constant."""
    return windows.gaussian(n, (n - 1) / 6) ** 2


def minus_lost(n):
    """Divides by the exponential instead of multiplying by it."""
    return 1 / np.exp(-(np.linspace(-3, 3, n) ** 2) / 2) / np.sqrt(2 * np.pi)


def distribution_instead_of_density(n):
    """Goes by the error function."""
    return (1 + erf(np.linspace(-3, 3, n) / np.sqrt(2))) / 2


def sums_to_one(n):
    """Takes the softmax of the exponents."""
    return softmax(-(np.linspace(-3, 3, n) ** 2) / 2)


def peak_of_one(n):
    """Moves the exponents up until the largest one is 0."""
    exponents = -(np.linspace(-3, 3, n) ** 2) / 2
    return np.exp(exponents - exponents.max())


def from_minus_one_to_one(n):
    """Has the right points, but a density three times as wide."""
    return 3 * norm.pdf(np.linspace(-3, 3, n), scale=3)


def counted_in_pixels(n):
    """Divides the right points by the distance between two of them."""
    x = np.linspace(-3, 3, n)
    return norm.pdf(x / (x[1] - x[0]))


def counted_in_pixels_from_half(n):
    """Has a density of deviation 1 whose mean is the number of the middle entry."""
    return np.array([norm.pdf(i, loc=n // 2) for i in range(n)])


def endpoint_excluded(n):
    """Drops the last of n + 1 values."""
    return gaussian(n + 1)[:-1]


def number_forgotten(n):
    """Takes steps of the width that fits 50 points."""
    return norm.pdf(6 / 49 * np.arange(50) - 3)


def always_a_hundred(n):
    """Steps from -3 to 3 by 6 / 99."""
    return norm.pdf(np.arange(-3, 3 + 1e-9, 6 / 99))
