"""Other code with the answers of known mistakes of gaussian2d."""

import numpy as np
from scipy.signal import windows
from scipy.special import softmax
from scipy.stats import multivariate_normal, norm

from reference.filters import gaussian2d


def _axes(n):
    return np.meshgrid(np.linspace(-3, 3, n), np.linspace(-3, 3, n))


def rows_alike(n):
    """Asks for the density at the columns of a grid, whatever the row is."""
    return norm.pdf(_axes(n)[0])


def columns_alike(n):
    """Asks for the density at the rows of a grid, whatever the column is."""
    return norm.pdf(_axes(n)[1])


def entry_by_entry(n):
    """Returns the diagonal alone."""
    return gaussian2d(n).diagonal().copy()


def constant_missing(n):
    """Multiplies two of SciPy's windows, whose peaks are 1."""
    window = windows.gaussian(n, (n - 1) / 6)
    return window[:, None] @ window[None, :]


def constant_of_one_axis(n):
    """Asks for the density of one variable at the distance from the centre."""
    return norm.pdf(np.hypot(*_axes(n)))


def constant_squared(n):
    """Asks for the density of four variables, two of which are 0."""
    x, y = _axes(n)
    return multivariate_normal(np.zeros(4)).pdf(np.stack([x, y, 0 * x, 0 * y], axis=-1))


def half_missing(n):
    """Has densities of variance 1/2, of half their area."""
    column = norm.pdf(np.linspace(-3, 3, n), scale=0.5**0.5)
    return np.outer(column, column) / 2


def sums_to_one(n):
    """Takes the softmax of the exponents."""
    x, y = _axes(n)
    return softmax(-(x**2 + y**2) / 2)


def peak_of_one(n):
    """Moves the exponents up until the largest one is 0."""
    squared = np.square(_axes(n)).sum(axis=0)
    return np.exp((squared.min() - squared) / 2)


def sum_instead_of_product(n):
    """Asks for the density at all coordinates, and adds up those of each entry."""
    return norm.pdf(_axes(n)).sum(axis=0)


def counted_in_pixels(n):
    """Takes SciPy's window with a deviation of one pixel."""
    column = windows.gaussian(n, 1.0) * norm.pdf(0)
    return np.array([column * value for value in column])
