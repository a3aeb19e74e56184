"""Accepted solutions of gaussian2d."""

import numpy as np

from reference.filters import gaussian


def broadcast(n):
    """A column times a row."""
    g = gaussian(n)
    return g[:, None] * g[None, :]


def convolved_row_and_column(n):
    """A column convolved with a row, by scipy."""
    from scipy.signal import convolve2d

    g = gaussian(n)
    return convolve2d(g[:, None], g[None, :])


def distance(n):
    """The density at the distance from the centre, scaled down to its height in two dimensions."""
    rows, columns = np.mgrid[-3 : 3 : n * 1j, -3 : 3 : n * 1j]
    distance = np.sqrt(rows**2 + columns**2)
    return np.exp(-(distance**2) / 2) / np.sqrt(2 * np.pi) * 0.3989422804014327


def formula(n):
    """The density in two dimensions by its own formula."""
    x, y = np.meshgrid(np.linspace(-3, 3, n), np.linspace(-3, 3, n))
    return np.exp(-(x**2 + y**2) / 2) / (2 * np.pi)


def kronecker(n):
    """The Kronecker product, folded into rows."""
    return np.kron(gaussian(n), gaussian(n)).reshape(n, n)


def loops(n):
    """Entry by entry, into a nested list first."""
    import math

    def density(i):
        x = -3 + 6 * i / (n - 1)
        return math.exp(-x * x / 2) / math.sqrt(2 * math.pi)

    return np.array([[density(i) * density(j) for j in range(n)] for i in range(n)])


def matrix_product(n):
    """A column and a row by @."""
    g = gaussian(n).reshape(-1, 1)
    return g @ g.T


def scaled_matrices(n):
    """A diagonal matrix on each side of a matrix of ones."""
    scale = np.diag(gaussian(n))
    return scale @ np.ones((n, n)) @ scale


def scipy_multivariate(n):
    """scipy's own density in two dimensions."""
    from scipy.stats import multivariate_normal

    grid = np.stack(np.meshgrid(np.linspace(-3, 3, n), np.linspace(-3, 3, n), indexing="ij"), axis=-1)
    return multivariate_normal([0, 0], np.eye(2)).pdf(grid)


def by_torch(n):
    """By torch, handed over as NumPy."""
    import torch

    g = torch.exp(-(torch.linspace(-3, 3, n, dtype=torch.float64) ** 2) / 2) / (2 * torch.pi) ** 0.5
    return torch.outer(g, g).numpy()
