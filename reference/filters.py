"""Kernels of the Gaussian family, and what they do to an image."""

from collections.abc import Callable, Sequence

import numpy as np
from scipy.ndimage import correlate


def identity(n: int, scale: float = 1.0) -> np.ndarray:
    """Return the kernel (n, n) that multiplies an image by `scale`."""
    kernel = np.zeros((n, n))
    kernel[n // 2, n // 2] = scale
    return kernel


def shifted_identity(n: int, dy: int, dx: int) -> np.ndarray:
    """Return the kernel (n, n) with a 1 dy rows below and dx columns right of the centre."""
    half = n // 2
    # Without this check, a negative index would count from the other end.
    if max(abs(dy), abs(dx)) > half:
        raise ValueError(f"a shift by {dy} rows and {dx} columns is outside a kernel of side {n}")
    kernel = np.zeros((n, n))
    kernel[half + dy, half + dx] = 1
    return kernel


def box_blur(n: int) -> np.ndarray:
    """Return the kernel (n, n) that averages the pixels under it."""
    return np.full((n, n), 1 / n**2)


def edge_bands(n: int) -> np.ndarray:
    """Return the kernel (n, n) with -1 in its left half and 1 in its right half; a middle column is 0."""
    band = np.sign(np.linspace(-1, 1, n))
    return np.tile(band, (n, 1))


def gaussian(n: int) -> np.ndarray:
    """Return the standard normal density exp(-x²/2) / sqrt(2π) at n points from -3 to 3."""
    x = np.linspace(-3, 3, n)
    density: np.ndarray = np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
    return density


def dgaussian(n: int) -> np.ndarray:
    """Return the derivative -x g(x) of the density."""
    x = np.linspace(-3, 3, n)
    return -x * gaussian(n)


def ddgaussian(n: int) -> np.ndarray:
    """Return the second derivative (x² - 1) g(x) of the density, negated so that its centre is positive."""
    x = np.linspace(-3, 3, n)
    density = gaussian(n)
    return (1 - x**2) * density


def gaussian2d(n: int) -> np.ndarray:
    """Return the two-dimensional density (n, n): one density per axis, multiplied."""
    return np.outer(gaussian(n), gaussian(n))


def gabor(n: int, degrees: float = 0.0) -> np.ndarray:
    """Return the edge detector (n, n), rotated counter-clockwise; at 0 degrees it is positive on the left."""
    x = np.linspace(-3, 3, n)
    angle = np.radians(degrees)
    # To rotate the kernel, rotate its coordinates the other way. Rows count downwards, hence the minus.
    # The Gaussian factor is rotationally symmetric and stays as it is.
    across = np.cos(angle) * x[None, :] - np.sin(angle) * x[:, None]
    return -across * gaussian2d(n)


def line2d(n: int) -> np.ndarray:
    """Return the detector (n, n) of vertical lines: every row sums to 0, and the rows fade up and down."""
    profile = ddgaussian(n)
    return np.outer(gaussian(n), profile - profile.mean())


def ddgaussian2d(n: int) -> np.ndarray:
    """Return the negated Laplacian of the Gaussian (n, n), with its mean subtracted."""
    x = np.linspace(-3, 3, n)
    squared_radius = x[:, None] ** 2 + x[None, :] ** 2
    spot = (2 - squared_radius) * np.exp(-squared_radius / 2)
    # The integral is 0, but the sum of the samples is not, because the kernel ends at 3.
    return spot - spot.mean()


def pupil_kernel() -> np.ndarray:
    """Return a kernel (21, 21) that responds to a dark spot the size of a pupil."""
    # A negated blur responds most strongly where the picture is dark over the whole width of the blur.
    return -gaussian2d(21)


def sweep(img: np.ndarray, make_kernel: Callable[[float], np.ndarray], values: Sequence[float]) -> np.ndarray:
    """Convolve an image (H, W) with one kernel for each value: (len(values), H, W) float32."""
    # In double precision, so that the sum over the kernel is rounded only once.
    exact = img.astype(np.float64)
    frames = [correlate(exact, np.asarray(make_kernel(value), np.float64), mode="constant") for value in values]
    return np.stack(frames).astype(np.float32)
