"""Known mistakes of ddgaussian2d."""

import numpy as np

from reference.filters import ddgaussian, ddgaussian2d, dgaussian, gaussian, gaussian2d, line2d
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(ddgaussian2d)
list_returned = forms.list_returned(ddgaussian2d)
tensor_returned = forms.tensor_returned(ddgaussian2d)
half_precision = forms.half_precision(ddgaussian2d)
integers = forms.integers(ddgaussian2d)
rounded = forms.rounded(ddgaussian2d)
negated = forms.negated(ddgaussian2d)
absolute_values = forms.absolute_values(ddgaussian2d)
axis_added = forms.axis_added(ddgaussian2d)


def _laplacian(x):
    squared = x[:, None] ** 2 + x[None, :] ** 2
    return (2 - squared) * np.exp(-squared / 2)


def _profile(r):
    return (1 - r**2) * np.exp(-(r**2) / 2)


def _distances(n):
    x = np.linspace(-3, 3, n)
    return np.hypot(x[:, None], x[None, :])


def _centred(kernel):
    return kernel - kernel.mean()


def mean_kept(n):
    """The mean is not subtracted, so the entries do not sum to 0: the kernel ends at 3, before the spot has faded."""
    return _laplacian(np.linspace(-3, 3, n))


def mean_kept_of_the_profile(n):
    """The distance from the centre is put into ddgaussian's formula, but the mean is not subtracted; let all entries
    sum to 0.
    """
    return _profile(_distances(n))


def mean_kept_of_the_tutorials_profile(n):
    """The distance is put into -2 (2 r² - 1) g(r), but the mean is not subtracted; let all entries sum to 0."""
    r = _distances(n)
    return -2 * (2 * r**2 - 1) * np.exp(-(r**2) / 2)


def maximum_subtracted(n):
    """The largest value is subtracted, so no entry is positive; subtract the mean, so that all entries sum to 0."""
    return _laplacian(np.linspace(-3, 3, n)) - _laplacian(np.linspace(-3, 3, n)).max()


def minimum_subtracted(n):
    """The smallest value is subtracted, so no entry is negative; subtract the mean, so that all entries sum to 0."""
    return _laplacian(np.linspace(-3, 3, n)) - _laplacian(np.linspace(-3, 3, n)).min()


def mean_added(n):
    """The mean is added; subtract it, so that all entries sum to 0."""
    spot = _laplacian(np.linspace(-3, 3, n))
    return spot + spot.mean()


def divided_by_the_sum(n):
    """The kernel is divided by its sum, so it sums to 1; subtract the mean, so that it sums to 0."""
    spot = _profile(_distances(n))
    return spot / spot.sum()


def negated_and_mean_kept(n):
    """The centre is negative, and the mean is not subtracted; the centre should be positive, and all entries
    sum to 0.
    """
    return -_laplacian(np.linspace(-3, 3, n))


def profile_negated(n):
    """The second derivative is not negated, so the kernel detects dark spots; the centre should be positive."""
    return -_centred(_profile(_distances(n)))


def outer_product(n):
    """The outer product of two ddgaussians is not round: its corners are positive. Use the distance from the centre
    instead.
    """
    return _centred(np.outer(ddgaussian(n), ddgaussian(n)))


def outer_product_of_zero_means(n):
    """The outer product of two profiles is not round, even with their means subtracted; use the distance from the
    centre.
    """
    return np.outer(_centred(ddgaussian(n)), _centred(ddgaussian(n)))


def outer_product_mean_kept(n):
    """The outer product of two ddgaussians is not round, and its mean is not subtracted; use the distance from the
    centre.
    """
    return np.outer(ddgaussian(n), ddgaussian(n))


def profiles_added(n):
    """The profiles along rows and columns are added, which gives a cross; use the distance from the centre."""
    return _centred(ddgaussian(n)[:, None] + ddgaussian(n)[None, :])


def line_detectors_added(n):
    """A vertical and a horizontal line detector are added, each with zero mean, which is not quite round; subtract the
    mean at the end.
    """
    return line2d(n) + line2d(n).T


def line_detector(n):
    """The kernel varies like ddgaussian across the columns only, which detects lines; a spot looks the same in every
    direction.
    """
    return _centred(np.outer(gaussian(n), ddgaussian(n)))


def first_derivative_both_ways(n):
    """The outer product of two first derivatives detects corners; make a round spot with a positive centre."""
    return np.outer(dgaussian(n), dgaussian(n))


def gaussian_only(n):
    """This is the Gaussian without any derivative; a spot detector has a negative ring and sums to 0."""
    return gaussian2d(n)


def laplace_of_the_samples(n):
    """The derivative is taken from differences of samples, which is not the same in all directions; use the formula."""
    from scipy.ndimage import laplace

    return _centred(-laplace(gaussian2d(n)))


def off_centre_for_even_sides(n):
    """For even n the spot is centred on entry n // 2; the centre lies between two entries, as np.linspace(-3, 3, n) has
    it.
    """
    return _centred(_laplacian((np.arange(n) - n // 2) * 6 / (n - 1)))


def endpoint_excluded(n):
    """The coordinates end before 3, so the spot is off centre; np.linspace(-3, 3, n) includes both ends."""
    return _centred(_laplacian(np.linspace(-3, 3, n, endpoint=False)))


def several_rings(n):
    """The profile is a wave that does not fade, which makes several rings; there should be one negative ring."""
    return _centred(np.cos(np.pi * _distances(n) / 1.5))
