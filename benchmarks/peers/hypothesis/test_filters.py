"""The five checks as pytest and hypothesis, with as many cases as a check of this kit has by default."""

import filters
import numpy as np
import solution
from hypothesis import given, settings
from hypothesis import strategies as st

SIZES = st.integers(2, 6)
SIDES = st.integers(1, 9)
ODD_SIDES = st.sampled_from([1, 3, 5, 7])
FACTORS = st.sampled_from([0.5, 1.0, 2.0])

ten_cases = settings(max_examples=10)


def close(got: np.ndarray, expected: np.ndarray) -> None:
    np.testing.assert_allclose(got, expected, rtol=1e-6, atol=1e-9)


@ten_cases
@given(height=SIZES, breadth=SIZES, width=st.integers(0, 3))
def test_padded(height: int, breadth: int, width: int) -> None:
    image = np.arange(float(height * breadth)).reshape(height, breadth)
    assert filters.padded(image, width).shape == (height + 2 * width, breadth + 2 * width)


@ten_cases
@given(height=SIZES, breadth=SIZES, power=st.integers(1, 3))
def test_standardized(height: int, breadth: int, power: int) -> None:
    image = np.arange(float(height * breadth)).reshape(height, breadth) ** power
    close(filters.standardized(image), solution.standardized(image))


@ten_cases
@given(n=SIDES)
def test_box(n: int) -> None:
    close(filters.box(n), solution.box(n))


@ten_cases
@given(n=SIDES, sigma=FACTORS)
def test_gaussian(n: int, sigma: float) -> None:
    close(filters.gaussian(n, sigma=sigma), solution.gaussian(n, sigma=sigma))


@ten_cases
@given(n=ODD_SIDES, amount=FACTORS)
def test_sharpen(n: int, amount: float) -> None:
    close(filters.sharpen(n, amount=amount), solution.sharpen(n, amount=amount))
