"""Other code with the answers of known mistakes of ddgaussian2d."""

import numpy as np

from reference.filters import ddgaussian, ddgaussian2d, gaussian, gaussian2d


def _grid(n):
    return np.mgrid[-3 : 3 : n * 1j, -3 : 3 : n * 1j]


def mean_kept(n):
    """Adds the second derivatives down the rows and across the columns."""
    return np.outer(ddgaussian(n), gaussian(n)) + np.outer(gaussian(n), ddgaussian(n))


def mean_kept_of_the_profile(n):
    """Subtracts both squared coordinates from 1."""
    y, x = _grid(n)
    return gaussian2d(n) * (1 - x**2 - y**2)


def mean_kept_of_the_tutorials_profile(n):
    """Subtracts a Gaussian from two second derivatives."""
    both = np.outer(ddgaussian(n), gaussian(n)) + np.outer(gaussian(n), ddgaussian(n))
    return 2 * both - 3 * gaussian2d(n)


def maximum_subtracted(n):
    """Moves the right kernel down until its largest entry is 0."""
    kernel = ddgaussian2d(n)
    return np.array([[entry - kernel.max() for entry in row] for row in kernel])


def minimum_subtracted(n):
    """Moves the right kernel up until its smallest entry is 0."""
    kernel = ddgaussian2d(n)
    return np.array([[entry - kernel.min() for entry in row] for row in kernel])


def profile_negated(n):
    """Multiplies the Gaussian by the squared distance minus 1, and subtracts the mean of the products."""
    y, x = _grid(n)
    spot = gaussian2d(n) * (x**2 + y**2 - 1)
    return spot - spot.sum() / n**2


def outer_product(n):
    """Multiplies a polynomial of each coordinate by the exponential, and subtracts the mean."""
    y, x = _grid(n)
    kernel = (1 - x**2) * (1 - y**2) * np.exp(-(x**2 + y**2) / 2)
    return kernel - np.average(kernel)


def outer_product_of_zero_means(n):
    """Subtracts the means of the columns, then those of the rows."""
    y, x = _grid(n)
    kernel = (x * x - 1) * (y * y - 1) * gaussian2d(n)
    kernel -= kernel.mean(axis=0)
    return kernel - kernel.mean(axis=1)[:, None]


def outer_product_mean_kept(n):
    """Multiplies a polynomial of each coordinate by the Gaussian."""
    y, x = _grid(n)
    return (1 - x**2) * (1 - y**2) * gaussian2d(n)


def gaussian_only(n):
    """Takes the exponential of the squared distance."""
    return np.exp(-(_grid(n) ** 2).sum(axis=0) / 2)
