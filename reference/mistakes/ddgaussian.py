"""Known mistakes of ddgaussian."""

import numpy as np

from reference.filters import ddgaussian, dgaussian, gaussian
from reference.mistakes import forms

nothing_returned = forms.nothing_returned(ddgaussian)
negated = forms.negated(ddgaussian)


def _bend(x):
    return (1 - x**2) * np.exp(-(x**2) / 2)


def density_minus_its_mean(n):
    """This is the density minus its mean, which crosses zero too far out; use (1 - x²) g(x)."""
    return gaussian(n) - gaussian(n).mean()


def first_derivative(n):
    """This is the first derivative; take the derivative once more."""
    return dgaussian(n)


def density_forgotten(n):
    """1 - x² is not multiplied by the density, so the flanks grow instead of fading."""
    return 1 - np.linspace(-3, 3, n) ** 2


def brackets_missing(n):
    """This is 1 - x² g(x), for example because brackets are missing; write (1 - x**2) * g."""
    return 1 - np.linspace(-3, 3, n) ** 2 * gaussian(n)


def crossing_too_far_in(n):
    """Zero is crossed at |x| = 0.5 instead of 1, as with the factor 1 - 4x² instead of 1 - x²."""
    return (1 - 4 * np.linspace(-3, 3, n) ** 2) * gaussian(n)


def crossing_too_far_out(n):
    """Zero is crossed at |x| = 1.41 instead of 1, as with the factor 2 - x² instead of 1 - x²."""
    return (2 - np.linspace(-3, 3, n) ** 2) * gaussian(n)


def crossing_at_root_three(n):
    """Zero is crossed at |x| = 1.73 instead of 1, as with the factor 3 - x² instead of 1 - x²."""
    return (3 - np.linspace(-3, 3, n) ** 2) * gaussian(n)


def from_minus_one_to_one(n):
    """The values are those for x from -1 to 1, where there are no negative flanks; x should run from -3 to 3."""
    return _bend(np.linspace(-1, 1, n))


def counted_in_pixels(n):
    """The peak has the same width in pixels for every n, as when x counts pixels from the middle; x should be
    np.linspace(-3, 3, n).
    """
    return _bend(np.arange(n) - (n - 1) / 2)


def gradient_twice_not_negated(n):
    """The centre is negative, as np.gradient used twice gives it; change the sign."""
    return np.gradient(np.gradient(gaussian(n)))


def second_differences(n):
    """There are n - 2 values, as second differences lose one at each end; the shape should be (n,)."""
    return -np.diff(gaussian(n), 2)


def endpoint_excluded(n):
    """x ends before 3, so left and right differ; np.linspace(-3, 3, n) includes both ends."""
    return _bend(np.linspace(-3, 3, n, endpoint=False))
