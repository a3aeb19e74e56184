"""Kernels of the Gaussian family, and what they do to an image."""

from collections.abc import Callable, Sequence

import numpy as np
from scipy.ndimage import correlate


def gaussian(n: int) -> np.ndarray:
    """Return the standard normal density exp(-x²/2) / sqrt(2π) at n places from -3 to 3."""
    x = np.linspace(-3, 3, n)
    density: np.ndarray = np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
    return density


def sweep(img: np.ndarray, make_kernel: Callable[[float], np.ndarray], values: Sequence[float]) -> np.ndarray:
    """Convolve an image (H, W) with one kernel for each value: (len(values), H, W) float32."""
    # In double precision, so that the sum over the kernel is rounded only once.
    exact = img.astype(np.float64)
    frames = [correlate(exact, np.asarray(make_kernel(value), np.float64), mode="constant") for value in values]
    return np.stack(frames).astype(np.float32)
