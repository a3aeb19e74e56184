"""The five checks for this kit."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from grader.api import Answer, Subject, check, expect, plain_call

IMAGE = np.arange(12.0).reshape(3, 4)
SIZES = st.integers(2, 6)
SIDES = st.integers(1, 9)
ODD_SIDES = st.sampled_from([1, 3, 5, 7])
FACTORS = st.sampled_from([0.5, 1.0, 2.0])


def compare(answer: Answer, reference_answer: Answer, shape: tuple[int, ...]) -> None:
    """Compare the values."""
    got, want = (expect.entries(each, shape=shape) for each in (answer, reference_answer))
    expect.close(answer, got, want, tolerance=expect.tolerance(answer, "float64"))


@plain_call("padded")
def test_padded_is_started(student: Subject) -> None:
    """padded returns a result"""
    student.call("padded", IMAGE, 1).required()


@plain_call("standardized")
def test_standardized_is_started(student: Subject) -> None:
    """standardized returns a result"""
    student.call("standardized", IMAGE).required()


@plain_call("box")
def test_box_is_started(student: Subject) -> None:
    """box returns a result"""
    student.call("box", 3).required()


@plain_call("gaussian")
def test_gaussian_is_started(student: Subject) -> None:
    """gaussian returns a result"""
    student.call("gaussian", 3).required()


@plain_call("sharpen")
def test_sharpen_is_started(student: Subject) -> None:
    """sharpen returns a result"""
    student.call("sharpen", 3).required()


@check("padded", points=2)
@given(height=SIZES, breadth=SIZES, width=st.integers(0, 3))
def test_padded_has_the_right_shape(student: Subject, height: int, breadth: int, width: int) -> None:
    """The shape is right."""
    image = np.arange(float(height * breadth)).reshape(height, breadth)
    expect.entries(student.call("padded", image, width), shape=(height + 2 * width, breadth + 2 * width))


@check("standardized", points=2)
@given(height=SIZES, breadth=SIZES, power=st.integers(1, 3))
def test_standardized_has_the_right_values(
    student: Subject, reference: Subject, height: int, breadth: int, power: int
) -> None:
    """The values are right."""
    image = np.arange(float(height * breadth)).reshape(height, breadth) ** power
    compare(student.call("standardized", image), reference.call("standardized", image), image.shape)


@check("box", points=2)
@given(n=SIDES)
def test_box_has_the_right_values(student: Subject, reference: Subject, n: int) -> None:
    """The values are right."""
    compare(student.call("box", n), reference.call("box", n), (n, n))


@check("gaussian", points=2)
@given(n=SIDES, sigma=FACTORS)
def test_gaussian_has_the_right_values(student: Subject, reference: Subject, n: int, sigma: float) -> None:
    """The values are right."""
    compare(student.call("gaussian", n, sigma=sigma), reference.call("gaussian", n, sigma=sigma), (n, n))


@check("sharpen", points=2)
@given(n=ODD_SIDES, amount=FACTORS)
def test_sharpen_has_the_right_values(student: Subject, reference: Subject, n: int, amount: float) -> None:
    """The values are right."""
    compare(student.call("sharpen", n, amount=amount), reference.call("sharpen", n, amount=amount), (n, n))
