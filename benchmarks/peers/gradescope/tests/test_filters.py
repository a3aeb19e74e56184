"""The five checks for gradescope-utils."""

import unittest

import filters
import numpy as np
import solution
from gradescope_utils.autograder_utils.decorators import number, weight

IMAGE = np.arange(12.0).reshape(3, 4)


class TestFilters(unittest.TestCase):
    def close(self, got: np.ndarray, expected: np.ndarray) -> None:
        np.testing.assert_allclose(got, expected, rtol=1e-6, atol=1e-9)

    @weight(2)
    @number("1")
    def test_padded(self) -> None:
        for width in (0, 1, 2):
            self.assertEqual(filters.padded(IMAGE, width).shape, (3 + 2 * width, 4 + 2 * width))

    @weight(2)
    @number("2")
    def test_standardized(self) -> None:
        for image in (IMAGE, IMAGE**2, IMAGE[:2]):
            self.close(filters.standardized(image), solution.standardized(image))

    @weight(2)
    @number("3")
    def test_box(self) -> None:
        for n in (1, 2, 5):
            self.close(filters.box(n), solution.box(n))

    @weight(2)
    @number("4")
    def test_gaussian(self) -> None:
        for n, sigma in ((3, 1.0), (4, 0.5), (7, 2.0)):
            self.close(filters.gaussian(n, sigma=sigma), solution.gaussian(n, sigma=sigma))

    @weight(2)
    @number("5")
    def test_sharpen(self) -> None:
        for n, amount in ((3, 1.0), (5, 0.5), (7, 2.0)):
            self.close(filters.sharpen(n, amount=amount), solution.sharpen(n, amount=amount))
