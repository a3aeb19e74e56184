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
    """Return the kernel (n, n) whose 1 sits dy rows below and dx columns right of the centre."""
    half = n // 2
    # Without this, a negative index would count from the other end.
    if max(abs(dy), abs(dx)) > half:
        raise ValueError(f"a shift by {dy} rows and {dx} columns leads out of a kernel of side {n}")
    kernel = np.zeros((n, n))
    kernel[half + dy, half + dx] = 1
    return kernel


def box_blur(n: int) -> np.ndarray:
    """Return the kernel (n, n) that takes the mean of all pixels under it."""
    return np.full((n, n), 1 / n**2)


def edge_bands(n: int) -> np.ndarray:
    """Return the kernel (n, n) with -1 in its left half and 1 in its right half; a middle column is 0."""
    band = np.sign(np.linspace(-1, 1, n))
    return np.tile(band, (n, 1))


def gaussian(n: int) -> np.ndarray:
    """Return the standard normal density exp(-x²/2) / sqrt(2π) at n places from -3 to 3."""
    x = np.linspace(-3, 3, n)
    density: np.ndarray = np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
    return density


def dgaussian(n: int) -> np.ndarray:
    """Return the derivative -x g(x) of the density."""
    x = np.linspace(-3, 3, n)
    return -x * gaussian(n)


def ddgaussian(n: int) -> np.ndarray:
    """Return the second derivative (x² - 1) g(x) of the density, turned over: its centre is positive."""
    x = np.linspace(-3, 3, n)
    density = gaussian(n)
    return (1 - x**2) * density


def gaussian2d(n: int) -> np.ndarray:
    """Return the density in two dimensions, (n, n): a product of one for each axis."""
    return np.outer(gaussian(n), gaussian(n))


def gabor(n: int, degrees: float = 0.0) -> np.ndarray:
    """Return the edge detector (n, n), turned counter-clockwise: positive on the left at 0 degrees."""
    x = np.linspace(-3, 3, n)
    angle = np.radians(degrees)
    # To turn the kernel, turn the place at which it is asked back. Rows count downwards, hence the minus.
    # The Gaussian itself is round and stays as it is.
    across = np.cos(angle) * x[None, :] - np.sin(angle) * x[:, None]
    return -across * gaussian2d(n)


def line2d(n: int) -> np.ndarray:
    """Return the detector (n, n) of vertical lines: 0 in sum in every row, fading up and down."""
    profile = ddgaussian(n)
    return np.outer(gaussian(n), profile - profile.mean())


def ddgaussian2d(n: int) -> np.ndarray:
    """Return the Laplacian of the Gaussian (n, n), turned over, with its mean taken away."""
    x = np.linspace(-3, 3, n)
    squared_radius = x[:, None] ** 2 + x[None, :] ** 2
    spot = (2 - squared_radius) * np.exp(-squared_radius / 2)
    # The integral is 0; the sum of the samples is not, as the kernel ends at 3.
    return spot - spot.mean()


def pupil_kernel() -> np.ndarray:
    """Return a kernel (21, 21) that answers to a dark spot of the size of a pupil."""
    # Turned over, the blur is largest where the picture is dark over the blur's whole breadth.
    return -gaussian2d(21)


def sweep(img: np.ndarray, make_kernel: Callable[[float], np.ndarray], values: Sequence[float]) -> np.ndarray:
    """Convolve an image (H, W) with one kernel for each value: (len(values), H, W) float32."""
    # In double precision, so that the sum over the kernel is rounded only once.
    exact = img.astype(np.float64)
    frames = [correlate(exact, np.asarray(make_kernel(value), np.float64), mode="constant") for value in values]
    return np.stack(frames).astype(np.float32)
