"""Accepted solutions of gabor."""

import numpy as np
from scipy.stats import norm

from reference.filters import dgaussian, gaussian


def complex_numbers(n, degrees=0.0):
    """Places are complex numbers, turned by a product."""
    x = np.linspace(-3, 3, n)
    z = x[None, :] - 1j * x[:, None]
    turned = z * np.exp(-1j * np.pi * degrees / 180)
    return -turned.real * np.exp(-(np.abs(turned) ** 2) / 2)


def grown_and_cut(n, degrees=0.0):
    """Rotated with room to grow, then cut to size around the centre."""
    from scipy.ndimage import rotate

    # Made larger by the factor of two first, so that the cut never meets the empty corners.
    x = np.linspace(-6, 6, 2 * n - 1) if n % 2 else (np.arange(2 * n) - n + 0.5) * 6 / (n - 1)
    wide = np.outer(np.exp(-(x**2) / 2), -x * np.exp(-(x**2) / 2))
    turned = rotate(wide, degrees, reshape=False)
    margin = (len(x) - n) // 2
    return turned[margin : margin + n, margin : margin + n]


def _turned(x, y, a):
    return -(x * np.cos(a) - y * np.sin(a)) * norm.pdf(x) * norm.pdf(y)


def scipy_norm(n, degrees=0.0):
    """The densities of scipy.stats, at turned coordinates."""
    return _turned(*np.meshgrid(*[np.linspace(-3, 3, n)] * 2), np.radians(degrees))


def looked_up(n, degrees=0.0):
    """Each entry is looked up at its turned place, by linear interpolation."""
    from scipy.ndimage import map_coordinates

    half, a = (n - 1) / 2, np.radians(degrees)
    row, column = np.mgrid[:n, :n] - half
    places = [np.cos(a) * row + np.sin(a) * column + half, np.cos(a) * column - np.sin(a) * row + half]
    return map_coordinates(np.outer(gaussian(n), dgaussian(n)), places, order=1, mode="nearest")


def outer_and_rotate(n, degrees=0.0):
    """An outer product, rotated by SciPy."""
    from scipy.ndimage import rotate

    return rotate(np.outer(gaussian(n), dgaussian(n)), degrees, reshape=False)


def pillow(n, degrees=0.0):
    """Rotated by Pillow."""
    from PIL import Image

    picture = Image.fromarray(np.outer(gaussian(n), dgaussian(n)).astype(np.float32))
    return np.array(picture.rotate(degrees, resample=Image.Resampling.BICUBIC))


def quarter_turns_and_rest(n, degrees=0.0):
    """Whole quarters by np.rot90, the rest by SciPy."""
    from scipy.ndimage import rotate

    quarters, rest = divmod(degrees, 90)
    kernel = np.rot90(np.outer(gaussian(n), dgaussian(n)), int(quarters))
    return rotate(kernel, rest, reshape=False) if rest else kernel


def rotate_linear_nearest(n, degrees=0.0):
    """Rotated by SciPy with linear interpolation, the border continued outwards."""
    from scipy.ndimage import rotate

    return rotate(np.outer(gaussian(n), dgaussian(n)), degrees % 360, reshape=False, order=1, mode="nearest")


def rotate_nearest_entry(n, degrees=0.0):
    """Rotated by SciPy without interpolation: each entry comes from the nearest one."""
    from scipy.ndimage import rotate

    return rotate(np.outer(gaussian(n), dgaussian(n)), degrees, reshape=False, order=0)


def scikit_image(n, degrees=0.0):
    """Rotated by scikit-image."""
    from skimage.transform import rotate

    return rotate(np.outer(gaussian(n), dgaussian(n)), degrees)


def single_precision_unit_sum(n, degrees=0.0):
    """In float32, scaled so that the absolute entries sum to 1."""
    x = np.linspace(-3, 3, n, dtype=np.float32)
    a = np.float32(np.radians(degrees))
    u = np.cos(a) * x - np.sin(a) * x[:, None]
    kernel = -u * np.exp(-(x**2 + x[:, None] ** 2) / 2)
    return kernel / np.abs(kernel).sum()


def steered(n, degrees=0.0):
    """A sum of the detectors of vertical and horizontal edges, weighted by cosine and sine."""
    upright, level = np.outer(gaussian(n), dgaussian(n)), np.outer(dgaussian(n), gaussian(n))
    return np.cos(np.deg2rad(degrees)) * upright - np.sin(np.deg2rad(degrees)) * level


def torchvision(n, degrees=0.0):
    """Rotated by torchvision, with bilinear interpolation."""
    import torch
    from torchvision.transforms.functional import InterpolationMode, rotate

    kernel = torch.from_numpy(np.outer(gaussian(n), dgaussian(n)))[None]
    return rotate(kernel, float(degrees), InterpolationMode.BILINEAR)[0].numpy()


def two_loops(n, degrees=0.0):
    """The formula entry by entry, with the math module."""
    import math

    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    kernel = np.empty((n, n))
    for row in range(n):
        for column in range(n):
            x, y = -3 + 6 * column / (n - 1), 3 - 6 * row / (n - 1)
            u, v = x * cosine + y * sine, y * cosine - x * sine
            kernel[row, column] = -u * math.exp(-u * u / 2) * math.exp(-v * v / 2)
    return kernel
