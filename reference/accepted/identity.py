"""Accepted solutions of identity."""

import numpy as np


def comparison(n, scale=1.0):
    """A condition on row and column numbers."""
    row, column = np.indices((n, n)) - n // 2
    return np.where((row == 0) & (column == 0), float(scale), 0.0)


def flat_index(n, scale=1.0):
    """The middle entry of a flat array, in float32."""
    kernel = np.zeros(n * n, dtype=np.float32)
    kernel[n * n // 2] = scale
    return kernel.reshape(n, n)


def fourier(n, scale=1.0):
    """By the inverse Fourier transform of a constant, which is an impulse."""
    impulse = np.fft.ifft2(np.full((n, n), scale, dtype=complex)).real
    return np.fft.fftshift(impulse)


def loops(n, scale=1.0):
    """Entry by entry in two loops."""
    kernel = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            if i == n // 2 and j == n // 2:
                kernel[i, j] = scale
    return kernel


def nested_lists(n, scale=1.0):
    """Nested lists, turned into an array at the end."""
    rows = [[0.0] * n for _ in range(n)]
    rows[n // 2][n // 2] = scale
    return np.array(rows)


def outer(n, scale=1.0):
    """An outer product of two unit vectors."""
    unit = np.eye(n)[n // 2]
    return scale * np.outer(unit, unit)


def padded(n, scale=1.0):
    """A single number with a frame of zeros."""
    return np.pad(np.array([[scale]], dtype=float), n // 2)


def recursion(n, scale=1.0):
    """A smaller kernel with a frame of zeros, down to side 1."""
    if n == 1:
        return np.array([[float(scale)]])
    kernel = np.zeros((n, n))
    kernel[1:-1, 1:-1] = recursion(n - 2, scale)
    return kernel


def scipy_delta(n, scale=1.0):
    """scipy's own unit impulse."""
    from scipy.signal import unit_impulse

    return unit_impulse((n, n), "mid") * scale


def sparse(n, scale=1.0):
    """A sparse matrix, made dense."""
    from scipy.sparse import coo_matrix

    return coo_matrix(([scale], ([n // 2], [n // 2])), shape=(n, n), dtype=float).toarray()


def by_torch(n, scale=1.0):
    """Made by torch and handed over."""
    import torch

    kernel = torch.zeros(n, n, dtype=torch.float64)
    kernel[n // 2][n // 2] = scale
    return kernel.numpy()
