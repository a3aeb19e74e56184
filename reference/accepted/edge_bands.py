"""Accepted solutions of edge_bands."""

import numpy as np

from reference.filters import gaussian


def derivative_of_gaussian(n):
    """The derivative of the Gaussian across, the Gaussian down."""
    x = np.linspace(-3, 3, n)
    return np.outer(gaussian(n), x * gaussian(n))


def different_widths(n):
    """A wide weak band left and a narrow strong one right: every row sums to 0."""
    kernel = np.full((n, n), -1.0 / (n - 1))
    kernel[:, -1] = 1
    return kernel


def halves_joined(n):
    """Both halves and a middle joined, in float32."""
    half = np.ones((n, n // 2), dtype=np.float32)
    return np.hstack([-half, np.zeros((n, n % 2), dtype=np.float32), half])


def loops(n):
    """Entry by entry, -1, 0 or 1 over the area."""
    kernel = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            if 2 * j < n - 1:
                kernel[i, j] = -1 / n**2
            elif 2 * j > n - 1:
                kernel[i, j] = 1 / n**2
    return kernel


def mean_taken_away(n):
    """A bright right half, minus the mean of each row."""
    kernel = np.zeros((n, n))
    kernel[:, n // 2 :] = 1
    return kernel - kernel.mean(axis=1, keepdims=True)


def mirrored(n):
    """An antisymmetric kernel: something minus its mirror image."""
    half = np.triu(np.ones((n, n)))
    half = half + half[::-1]
    return half - half[:, ::-1]


def ramp(n):
    """A ramp from -1 to 1 in each row."""
    return np.tile(np.linspace(-1, 1, n), (n, 1))


def sine(n):
    """Half a period of a sine in each row."""
    return np.sin(np.linspace(-np.pi / 2, np.pi / 2, n)) * np.ones((n, 1))


def single_row(n):
    """A single row, -1 and 1, in the middle."""
    kernel = np.zeros((n, n))
    kernel[n // 2, 0], kernel[n // 2, n - 1] = -1, 1
    return kernel


def sobel(n):
    """Sobel's weights, in every size."""
    down = np.minimum(np.arange(1.0, n + 1), np.arange(float(n), 0, -1))
    return np.outer(down, np.sign(np.linspace(-1, 1, n)))


def thin_columns(n):
    """The outermost columns only."""
    kernel = np.zeros((n, n))
    kernel[:, 0], kernel[:, -1] = -1, 1
    return kernel


def thirds(n):
    """A third of the columns on each side, at least one."""
    third = max(n // 3, 1)
    kernel = np.zeros((n, n))
    kernel[:, :third] = -1
    kernel[:, n - third :] = 1
    return kernel


def by_torch(n):
    """Made by torch and handed over."""
    import torch

    return torch.sign(2.0 * torch.arange(n) - (n - 1)).repeat(n, 1).numpy()
