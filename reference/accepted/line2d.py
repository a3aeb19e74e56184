"""Accepted solutions of line2d."""

import numpy as np

from reference.filters import ddgaussian, gaussian


def bands(n):
    """Bands of -1 and 2 across the columns, gaussian down the rows."""
    bands = np.full(n, -1.0)
    middle = n // 3
    middle += (n - middle) % 2
    start = (n - middle) // 2
    bands[start : start + middle] = (n - middle) / middle
    return np.outer(gaussian(n), bands)


def difference_of_gaussians(n):
    """A narrow density minus a wide one, each made to sum to 1."""
    x = np.linspace(-3, 3, n)
    narrow, wide = np.exp(-(x**2)), np.exp(-(x**2) / 4)
    return np.outer(gaussian(n), narrow / narrow.sum() - wide / wide.sum())


def mean_of_all_entries(n):
    """The mean of the whole kernel is subtracted."""
    kernel = np.outer(gaussian(n), ddgaussian(n))
    return kernel - kernel.mean()


def mean_of_each_row(n):
    """The mean of each row is subtracted from it."""
    kernel = gaussian(n)[:, None] * ddgaussian(n)
    return kernel - kernel.mean(axis=1, keepdims=True)


def pixels_as_places(n):
    """The deviation of the density is one pixel, whatever the side."""
    x = np.arange(n) - (n - 1) / 2
    g = np.exp(-(x**2) / 2)
    p = (1 - x**2) * g
    return g.reshape(-1, 1) @ (p - p.mean()).reshape(1, -1)


def single_precision(n):
    """In float32, scaled so that the largest entry is 1."""
    x = np.linspace(-3, 3, n, dtype=np.float32)
    g = np.exp(-x * x / 2)
    p = (1 - x * x) * g
    kernel = np.einsum("i,j->ij", g, p - p.mean())
    return kernel / kernel.max()


def sum_put_into_the_flanks(n):
    """The negative flanks are scaled until the profile sums to 0."""
    p = ddgaussian(n)
    p = np.where(p < 0, p * (p[p > 0].sum() / -p[p < 0].sum()), p)
    return gaussian(n).reshape(n, 1) * p


def by_torch(n):
    """Made by torch and returned as an array."""
    import torch

    x = torch.linspace(-3, 3, n, dtype=torch.float64)
    g = torch.exp(-0.5 * x.square())
    p = (1 - x.square()) * g
    return torch.outer(g, p - p.mean()).numpy()


def tutorials_profile(n):
    """The other profile of the tutorial, in nested loops."""
    profile = [-2 * (2 * x * x - 1) * np.exp(-x * x / 2) for x in np.linspace(-3, 3, n)]
    mean = sum(profile) / n
    return np.array([[g * (p - mean) for p in profile] for g in gaussian(n)])


def twice_gradient(n):
    """The second derivative by np.gradient, applied twice."""
    profile = -np.gradient(np.gradient(gaussian(n)))
    return np.outer(gaussian(n), profile - profile.mean())
