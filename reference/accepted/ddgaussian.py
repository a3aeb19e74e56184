"""Accepted solutions of ddgaussian."""

import numpy as np

from reference.filters import dgaussian, gaussian


def absolute_sum_one(n):
    """Scaled so that the absolute values sum to 1."""
    x = np.linspace(-3, 3, n)
    d = (1 - x**2) * gaussian(n)
    return d / np.abs(d).sum()


def autograd_twice(n):
    """torch's autograd, twice."""
    import torch

    x = torch.linspace(-3, 3, n, dtype=torch.float64, requires_grad=True)
    (slope,) = torch.autograd.grad(torch.exp(-(x**2) / 2).sum(), x, create_graph=True)
    (bend,) = torch.autograd.grad(slope.sum(), x)
    return -bend.numpy()


def convolved_with_differences(n):
    """The density at two more places, convolved with -1, 2, -1."""
    x = np.linspace(-3, 3, n)
    step = x[1] - x[0]
    more = np.concatenate([[-3 - step], x, [3 + step]])
    return np.convolve(np.exp(-(more**2) / 2), [-1, 2, -1], mode="valid")


def difference_of_gaussians(n):
    """A narrow Gaussian minus a wide one."""
    x = np.linspace(-3, 3, n)
    narrow, wide = (np.exp(-((x / s) ** 2) / 2) / s for s in (0.8, 1.0))
    return narrow - wide


def gradient_twice(n):
    """np.gradient of the density, twice."""
    x = np.linspace(-3, 3, n)
    return -np.gradient(np.gradient(gaussian(n), x), x)


def hermite(n):
    """As a Hermite polynomial times the density."""
    from numpy.polynomial.hermite_e import hermeval

    x = np.linspace(-3, 3, n)
    return -hermeval(x, [0, 0, 1]) * gaussian(n)


def loop(n):
    """One value after the other, scaled to a centre of 1."""
    import math

    values = []
    for i in range(n):
        x = -3 + 6 * i / (n - 1)
        values.append((1 - x * x) * math.exp(-x * x / 2))
    return np.array(values)


def mean_taken_away(n):
    """The mean is subtracted, so that the sum is 0."""
    x = np.linspace(-3, 3, n)
    d = (1 - x**2) * gaussian(n)
    return d - d.mean()


def of_exp_minus_x_squared(n):
    """The exact second derivative of exp(-x²)."""
    x = np.linspace(-3, 3, n)
    return (2 - 4 * x**2) * np.exp(-(x**2))


def product_rule(n):
    """The two terms of the product rule, by dgaussian."""
    x = np.linspace(-3, 3, n)
    return gaussian(n) + x * dgaussian(n)


def ricker_float32(n):
    """The Ricker wavelet with its own constant, in float32."""
    x = np.linspace(-3, 3, n, dtype=np.float32)
    height = np.float32(2 / (np.sqrt(3) * np.pi**0.25))
    return height * (1 - x**2) * np.exp(-(x**2) / 2)


def second_differences_with_zero_ends(n):
    """Second differences, with a 0 at each end."""
    return -np.pad(np.diff(gaussian(n), 2), 1)


def small_second_differences(n):
    """The density a little to the right and a little to the left."""
    x, h = np.linspace(-3, 3, n), 1e-3

    def g(x):
        return np.exp(-(x**2) / 2)

    return (2 * g(x) - g(x + h) - g(x - h)) / h**2


def the_tutorial(n):
    """The tutorial's own formula."""
    x = np.linspace(-3, 3, n)
    return -2 * (2 * x**2 - 1) * gaussian(n)


def wide_factor_narrow_density(n):
    """1 - x² times exp(-x²): zero at the same places."""
    x = np.linspace(-3, 3, n)
    return (1 - x**2) * np.exp(-(x**2))


def wider_range(n):
    """x from -4 to 4: zero is crossed at 0.75 of the scale, which is allowed."""
    x = np.linspace(-4, 4, n)
    return (1 - x**2) * np.exp(-(x**2) / 2)
