"""The five checks as plain pytest."""

import filters
import numpy as np
import solution

IMAGE = np.arange(12.0).reshape(3, 4)


def close(got: np.ndarray, expected: np.ndarray) -> None:
    np.testing.assert_allclose(got, expected, rtol=1e-6, atol=1e-9)


def test_padded() -> None:
    for width in (0, 1, 2):
        assert filters.padded(IMAGE, width).shape == (3 + 2 * width, 4 + 2 * width)


def test_standardized() -> None:
    for image in (IMAGE, IMAGE**2, IMAGE[:2]):
        close(filters.standardized(image), solution.standardized(image))


def test_box() -> None:
    for n in (1, 2, 5):
        close(filters.box(n), solution.box(n))


def test_gaussian() -> None:
    for n, sigma in ((3, 1.0), (4, 0.5), (7, 2.0)):
        close(filters.gaussian(n, sigma=sigma), solution.gaussian(n, sigma=sigma))


def test_sharpen() -> None:
    for n, amount in ((3, 1.0), (5, 0.5), (7, 2.0)):
        close(filters.sharpen(n, amount=amount), solution.sharpen(n, amount=amount))
