"""The checks of student/images.py."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import FLOATS, INTEGERS, Case, crops, crops_too_large, pictures, pixels, places, turns

from grader.api import DTYPES, Answer, Subject, check, expect, plain_call, strided

WHOLE = tuple(INTEGERS)
STANDARDIZED = ("uint8", "int64")  # the integer dtypes that standardize is tested with


def _picture(shape: tuple[int, ...], dtype: str, seed: int = 1, **more: Any) -> Case:
    return {"shape": shape, "dtype": dtype, "seed": seed, "strided": False, **more}


def _laid_out(case: Case, image: np.ndarray) -> Any:
    """Return the image with the memory layout of this case."""
    return strided(image) if case["strided"] else image


# to_gray


def _image_properties(image: np.ndarray, **_options: int) -> list[str]:
    return [
        f"{image.dtype} images",
        "integers" if image.dtype.kind in "iu" else "floats",
        "a 2-D image" if image.ndim == 2 else "a 3-D image",
        "a square image" if image.shape[0] == image.shape[1] else "an image that is not square",
        "a constant image" if image.min() == image.max() else "an image that varies",
        "negative values" if image.min() < 0 else "no negative values",
        "one row or column" if min(image.shape[:2]) == 1 else "several rows and columns",
    ]


@plain_call("to_gray", properties=_image_properties)
def test_to_gray_is_started(student: Subject) -> None:
    """to_gray(image) returns a result"""
    student.call("to_gray", np.ones((2, 2, 3), "uint8")).required()


@check("to_gray", points=1)
@given(case=pictures((*WHOLE, *FLOATS), channels=(3,)))
@example(case=_picture((1, 1, 3), "uint8"))
@example(case=_picture((3, 3, 3), "float64"))
@example(case=_picture((2, 5, 3), "uint16"))
def test_gray_has_one_value_per_pixel(student: Subject, case: Case) -> None:
    """An (H, W, 3) image of any real dtype gives an (H, W) float32 result."""
    image = _laid_out(case, pixels(case["seed"], case["shape"], case["dtype"]))
    expect.array(student.call("to_gray", image), kind="numpy", dtype="float32", shape=case["shape"][:2])


def _grays_agree(student: Subject, reference: Subject, case: Case) -> None:
    """Compare the values for the images of a case. Another check requires a float32 array."""
    for turn in turns(case):
        pixel_values = pixels(case["seed"] + turn, case["shape"], case["dtype"])
        image = _laid_out(case, pixel_values)
        scale = float(np.abs(pixel_values.astype(np.float64)).mean(axis=2).max())
        want = expect.array(reference.call("to_gray", image), kind="numpy", dtype="float32")
        answer = student.call("to_gray", image)
        got = expect.entries(answer, shape=want.shape)
        expect.close(answer, got, want, scale=scale, tolerance=expect.TOLERANCE["float32"])


@check("to_gray", points=1)
@given(case=pictures(FLOATS, channels=(3,)))
@example(case=_picture((1, 1, 3), "float32", seed=0))
@example(case=_picture((2, 3, 3), "float64", seed=1))
@example(case=_picture((3, 2, 3), "float64", seed=2))
def test_gray_is_the_plain_mean(student: Subject, reference: Subject, case: Case) -> None:
    """Each value is the plain mean of red, green and blue, on the scale of the image."""
    _grays_agree(student, reference, case)


@check("to_gray", points=1)
@given(case=pictures(WHOLE, channels=(3,)))
@example(case=_picture((1, 1, 3), "uint8", seed=0))
@example(case=_picture((2, 3, 3), "uint8", seed=1))
@example(case=_picture((3, 2, 3), "uint16", seed=2))
@example(case=_picture((3, 3, 3), "int64", seed=1))
def test_gray_of_whole_numbers(student: Subject, reference: Subject, case: Case) -> None:
    """Integer images work too: sums do not overflow, means are not rounded, nothing is rescaled."""
    _grays_agree(student, reference, case)


# crop


def _crop_properties(image: np.ndarray, rows: int = 256, left: int = 100, columns: int = 256) -> list[str]:
    return [
        *_image_properties(image)[:4],
        "enough rows" if image.shape[0] >= rows else "too few rows",
        "enough columns" if image.shape[1] >= left + columns else "too few columns",
    ]


@plain_call("crop", properties=_crop_properties)
def test_crop_is_started(student: Subject) -> None:
    """crop(image) returns a result"""
    student.call("crop", np.zeros((256, 356), "uint8")).required()


def _cut(shape: tuple[int, ...], dtype: str = "uint8", **options: int) -> Case:
    return _picture(shape, dtype, options=options)


@check("crop", points=1)
@given(case=crops())
@example(case=_cut((3, 5), rows=2, left=1, columns=2))
@example(case=_cut((3, 5, 3), rows=2, left=1, columns=2))
@example(case=_cut((256, 356), dtype="float32"))
@example(case=_cut((256, 356), rows=2, left=1, columns=3))
@example(case=_cut((257, 358, 3), dtype="float32"))
def test_crop_takes_the_bottom_rows(student: Subject, reference: Subject, case: Case) -> None:
    """Returns the bottom rows, and the columns from `left` on, of 2-D and 3-D images."""
    for turn in turns(case):
        image = _laid_out(case, places(case["seed"] + turn, case["shape"], case["dtype"]))
        answer = student.call("crop", image, **case["options"])
        want = expect.array(reference.call("crop", image, **case["options"]), kind="numpy", dtype=case["dtype"])
        got = expect.array(answer, kind="numpy", dtype=sorted(DTYPES), shape=want.shape)
        expect.close(answer, got, want)


@check("crop", points=1)
@given(case=crops_too_large())
@example(case={"shape": (255, 356), "options": {}})
@example(case={"shape": (256, 355, 3), "options": {}})
@example(case={"shape": (4, 2), "options": {"rows": 2, "left": 1, "columns": 2}})
@example(case={"shape": (4, 2), "options": {"rows": 2, "left": 1, "columns": 3}})
def test_crop_refuses_an_image_that_is_too_small(student: Subject, case: Case) -> None:
    """Raises ValueError when the image has too few rows or columns, and only then."""
    enough = np.zeros((6, 12), "uint8")
    expect.works(student.call("crop", enough, rows=5, left=2, columns=3), shape=(5, 3))
    expect.raises(student.call("crop", np.zeros(case["shape"], "uint8"), **case["options"]), "ValueError")


# standardize

DISTANCE = 0.01  # how far from 0 the brightest pixel of an image with contrast is at the very least
EPSILON = 1e-5  # the largest epsilon that may be added to the deviation, or to its square, in the denominator


@plain_call("standardize", properties=_image_properties)
def test_standardize_is_started(student: Subject) -> None:
    """standardize(image) returns a result"""
    student.call("standardize", np.array([[1.0, 2.0]])).required()


def _standards_agree(student: Subject, reference: Subject, case: Case, contrast: float = 1.0) -> None:
    """Compare the values for the images of a case. Another check requires a float32 array."""
    for turn in turns(case):
        values = pixels(case["seed"] + turn, case["shape"], case["dtype"])
        values = (contrast * values).astype(case["dtype"])
        image = _laid_out(case, values)
        answer = student.call("standardize", image)
        got = expect.entries(answer, shape=values.shape)
        want = expect.array(reference.call("standardize", image), kind="numpy", dtype="float32")
        expect.close(answer, got, want, tolerance=_standard_tolerance(values.astype(np.float64), want), scale=1.0)


def _standard_tolerance(image: np.ndarray, want: np.ndarray) -> float:
    """Return how far an entry may be off, through rounding of its terms and through a tiny epsilon."""
    deviation = float(image.std())
    terms = (float(np.abs(image).max()) + abs(float(image.mean()))) / deviation
    by_epsilon = min(EPSILON / deviation + EPSILON / deviation**2, 0.6)
    return expect.TOLERANCE["float32"] * terms + by_epsilon * float(np.abs(want).max())


@check("standardize", points=1)
@given(case=pictures(FLOATS), contrast=st.sampled_from([1.0, 1.0, 0.02]))
@example(case=_picture((1, 2), "float64", seed=0), contrast=1.0)
@example(case=_picture((3, 4), "float32", seed=1), contrast=1.0)
@example(case=_picture((4, 3), "float32", seed=2), contrast=1.0)
@example(case=_picture((3, 3), "float64", seed=1), contrast=0.02)
def test_standardize_floats(student: Subject, reference: Subject, case: Case, contrast: float) -> None:
    """The result has mean 0 and population standard deviation 1."""
    _standards_agree(student, reference, case, contrast)


@check("standardize", points=1)
@given(case=pictures(STANDARDIZED))
@example(case=_picture((1, 2), "int64", seed=0))
@example(case=_picture((3, 4), "uint8", seed=1))
@example(case=_picture((2, 5), "int64", seed=2))
def test_standardize_whole_numbers(student: Subject, reference: Subject, case: Case) -> None:
    """Integer images work too: values below the mean become negative."""
    _standards_agree(student, reference, case)


@check("standardize", points=1)
@given(case=pictures((*STANDARDIZED, *FLOATS)), level=st.integers(0, 255))
@example(case=_picture((2, 2), "float64"), level=7)
@example(case=_picture((1, 1), "uint8"), level=255)
@example(case=_picture((3, 2), "float32"), level=0)
def test_standardize_a_constant_image(student: Subject, case: Case, level: int) -> None:
    """The result is float32; a constant image, and no other, gives zeros, never NaN."""
    answer, got = _float32(student, _laid_out(case, np.full(case["shape"], level, case["dtype"])))
    expect.close(answer, got, np.zeros(case["shape"]), scale=1.0)
    answer, got = _float32(student, np.array([[0, 9], [5, 2]], case["dtype"]))
    highest = float(got.max())
    expect.law(answer, highest > DISTANCE, "a positive value for the brightest pixel", f"at most {highest:.6g}")


def _float32(student: Subject, image: Any) -> tuple[Answer, np.ndarray]:
    answer = student.call("standardize", image)
    return answer, expect.array(answer, kind="numpy", dtype="float32", shape=image.shape)
