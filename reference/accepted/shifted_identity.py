"""Accepted solutions of shifted_identity."""

import numpy as np

from reference.filters import identity


def index_error_translated(n, dy, dx):
    """IndexError is turned into ValueError, and negative indices are refused."""
    kernel = np.zeros((n, n))
    try:
        row, column = n // 2 + dy, n // 2 + dx
        if min(row, column) < 0:
            raise IndexError
        kernel[row, column] = 1
    except IndexError:
        raise ValueError("outside the kernel") from None
    return kernel


def index_tested(n, dy, dx):
    """np.ravel_multi_index raises ValueError itself."""
    kernel = np.zeros(n * n)
    kernel[np.ravel_multi_index((n // 2 + dy, n // 2 + dx), (n, n))] = 1
    return kernel.reshape(n, n)


class _OutsideKernel(ValueError):
    pass


def loops(n, dy, dx):
    """Entry by entry in two loops, with an exception derived from ValueError."""
    if abs(dy) > n // 2 or abs(dx) > n // 2:
        raise _OutsideKernel
    rows = []
    for y in range(-(n // 2), n // 2 + 1):
        rows.append([1.0 if (y, x) == (dy, dx) else 0.0 for x in range(-(n // 2), n // 2 + 1)])
    return np.array(rows)


def nothing_found(n, dy, dx):
    """Every place is compared with the wanted one, and the shift refused if none agrees."""
    rows, columns = np.indices((n, n)) - n // 2
    kernel = ((rows == dy) & (columns == dx)).astype(np.float64)
    if not kernel.any():
        raise ValueError("outside the kernel")
    return kernel


def outer(n, dy, dx):
    """An outer product of two unit vectors."""
    places = np.arange(n) - n // 2
    if abs(dy) > n // 2 or abs(dx) > n // 2:
        raise ValueError("outside the kernel")
    return np.outer(places == dy, places == dx).astype(float)


def padded(n, dy, dx):
    """A single 1 with zeros around it; np.pad itself refuses negative widths with ValueError."""
    half = n // 2
    return np.pad(np.ones((1, 1)), ((half + dy, half - dy), (half + dx, half - dx)))


def ranges(n, dy, dx):
    """Places as members of a range; float32."""
    row, column = n // 2 + dy, n // 2 + dx
    if row not in range(n) or column not in range(n):
        raise ValueError(f"({dy}, {dx}) leads outside")
    kernel = np.zeros((n, n), dtype=np.float32)
    kernel[row, column] = 1
    return kernel


def rolled(n, dy, dx):
    """The identity rolled along both axes, after the shift was compared with the side."""
    half = n // 2
    if not (-half <= dy <= half and -half <= dx <= half):
        raise ValueError("outside the kernel")
    return np.roll(identity(n), (dy, dx), axis=(0, 1))


def shifted_by_scipy(n, dy, dx):
    """The identity moved by scipy, without interpolation."""
    from scipy.ndimage import shift

    if np.max(np.abs([dy, dx])) > (n - 1) / 2:
        raise ValueError("outside the kernel")
    return shift(identity(n), (dy, dx), order=0)


def by_torch(n, dy, dx):
    """Made by torch and handed over."""
    import torch

    if 2 * max(dy, dx, -dy, -dx) >= n:
        raise ValueError("outside the kernel")
    kernel = torch.zeros(n, n)
    kernel[(n - 1) // 2 + dy, (n - 1) // 2 + dx] = 1.0
    return kernel.numpy()
