"""Accepted solutions of pupil_kernel."""

import numpy as np

from reference.filters import gaussian2d, identity


def blur_of_scipy():
    """A point blurred by SciPy, negated."""
    from scipy.ndimage import gaussian_filter

    return -gaussian_filter(identity(31), 4)


def cut_from_the_standardized_picture():
    """The pupil itself, cut out of the standardized picture."""
    from skimage.data import chelsea

    gray = chelsea()[-256:, 100:356].mean(axis=2)
    cat = (gray - gray.mean()) / gray.std()
    return cat[92 - 20 : 92 + 21, 213 - 20 : 213 + 21]


def cut_with_the_students_own_images():
    """The pupil, cut out with the functions of images.py."""
    from skimage.data import chelsea

    from reference.images import crop, standardize, to_gray

    cat = standardize(crop(to_gray(chelsea())))
    return cat[72 - 12 : 72 + 13, 72 - 12 : 72 + 13].astype(float)


def dark_box():
    """A dark box of 15 x 15 pixels."""
    return -np.ones((15, 15)) / 225


def dark_disc():
    """A dark disc of radius 9, in float32."""
    y, x = np.ogrid[-9:10, -9:10]
    return np.where(x * x + y * y <= 81, np.float32(-1), np.float32(0))


def disc_in_a_bright_frame():
    """A dark disc in a bright frame, with sum 0."""
    y, x = np.mgrid[-20:21, -20:21]
    disc = np.hypot(x, y) <= 15
    return np.where(disc, -1 / disc.sum(), 1 / (~disc).sum())


def large_dark_blur():
    """A dark Gaussian of the largest side."""
    return -gaussian2d(41)


def small_dark_blur():
    """A dark Gaussian of side 5, made entry by entry."""
    return np.array([[-np.exp(-(i * i + j * j) / 4) for j in range(-2, 3)] for i in range(-2, 3)])
