"""Accepted solutions of ddgaussian2d."""

import numpy as np

from reference.filters import ddgaussian, gaussian, gaussian2d


def difference_of_gaussians(n):
    """A narrow Gaussian minus a wide one, each made to sum to 1."""
    x = np.linspace(-3, 3, n)
    r2 = np.add.outer(x * x, x * x)
    narrow, wide = np.exp(-r2), np.exp(-r2 / 2.5)
    return narrow / narrow.sum() - wide / wide.sum()


def gaussian_minus_its_mean(n):
    """A Gaussian with its mean subtracted: a positive centre in a negative ring."""
    return gaussian2d(n) - gaussian2d(n).mean()


def pixels_as_places(n):
    """The deviation is one pixel, whatever the side."""
    i, j = np.indices((n, n)) - (n - 1) / 2
    r2 = i**2 + j**2
    spot = (2 - r2) * np.exp(-r2 / 2)
    return spot - np.average(spot)


def profile_in_r(n):
    """The formula of ddgaussian, asked at the distance from the centre."""
    x = np.linspace(-3, 3, n)
    r = np.hypot(*np.meshgrid(x, x))
    spot = (1 - r**2) * np.exp(-(r**2) / 2) / np.sqrt(2 * np.pi)
    return spot - spot.mean()


def profile_interpolated(n):
    """The samples of ddgaussian, interpolated at each distance."""
    x = np.linspace(-3, 3, n)
    r = np.sqrt(x**2 + x[:, None] ** 2)
    fine = np.linspace(-5, 5, 2001)
    spot = np.interp(r, fine, (1 - fine**2) * np.exp(-(fine**2) / 2))
    return spot - spot.mean()


def ring_made_heavier(n):
    """The negative entries are scaled until the sum is 0."""
    x = np.linspace(-3, 3, n)
    r2 = x**2 + x[:, None] ** 2
    spot = (1 - r2) * np.exp(-r2 / 2)
    up, down = spot.clip(min=0), spot.clip(max=0)
    return up - down * (up.sum() / down.sum())


def samples_interpolated(n):
    """The n samples of the student's own ddgaussian, interpolated at each distance; beyond the last one the last value
    holds.
    """
    x = np.linspace(-3, 3, n)
    spot = np.interp(np.hypot(x[:, None], x), x, ddgaussian(n))
    return spot - spot.mean()


def single_precision(n):
    """In float32, scaled so that the centre is about 1."""
    x = np.linspace(-3, 3, n, dtype=np.float32)
    r2 = (x * x)[:, None] + (x * x)[None, :]
    spot = (1 - r2 / 2) * np.exp(-r2 / 2)
    return spot - spot.mean()


def by_torch(n):
    """Made by torch and returned as an array."""
    import torch

    x = torch.linspace(-3, 3, n, dtype=torch.float64)
    r2 = x.square()[:, None] + x.square()
    spot = (2 - r2) * torch.exp(-r2 / 2)
    return (spot - spot.mean()).numpy()


def tutorials_profile(n):
    """The other profile of the tutorial, in nested loops."""
    kernel = np.zeros((n, n))
    for i, y in enumerate(np.linspace(-3, 3, n)):
        for j, x in enumerate(np.linspace(-3, 3, n)):
            r2 = x**2 + y**2
            kernel[i, j] = -2 * (2 * r2 - 1) * np.exp(-r2 / 2)
    return kernel - np.sum(kernel) / n**2


def two_outer_products(n):
    """The sum of the second derivatives in both directions, with the mean subtracted once."""
    spot = np.outer(gaussian(n), ddgaussian(n)) + np.outer(ddgaussian(n), gaussian(n))
    return spot - spot.mean()


def zero_outside_the_disc(n):
    """Zero outside the inscribed disc, with the disc's mean subtracted inside."""
    x = np.linspace(-3, 3, n)
    r2 = x**2 + x[:, None] ** 2
    inside = r2 <= 9 + 1e-9
    spot = np.where(inside, (2 - r2) * np.exp(-r2 / 2), 0)
    return np.where(inside, spot - spot.sum() / inside.sum(), 0)
