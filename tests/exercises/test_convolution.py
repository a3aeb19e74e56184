"""The checks of student/convolution.py."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import Case, convolutions, entries, misfits, windows

from grader import expect
from grader.checks import check, plain_call
from grader.subject import Subject, tensor

# output_size


@plain_call("output_size")
def test_output_size_is_started(student: Subject) -> None:
    """output_size(5, 3) answers"""
    student.call("output_size", 5, 3).required()


def _sizes_agree(student: Subject, reference: Subject, size: int, kernel: int, **options: int) -> None:
    answer = student.call("output_size", size, kernel, **options)
    got, want = expect.integer(answer), expect.integer(reference.call("output_size", size, kernel, **options))
    if got != want:
        raise expect.wrong(answer, "wrong value", str(want), str(got))


@check("output_size", points=1)
@given(window=windows(max_stride=1, max_padding=0, max_dilation=1))
@example(window={"size": 500, "kernel": 7})
def test_size_without_options(student: Subject, reference: Subject, window: dict[str, int]) -> None:
    """Right for a plain kernel: stride 1, no padding, no dilation."""
    _sizes_agree(student, reference, window["size"], window["kernel"])


@check("output_size", points=1)
@given(window=windows(max_padding=0, max_dilation=1, room=8))
@example(window={"size": 6, "kernel": 3, "stride": 2})
@example(window={"size": 500, "kernel": 5, "stride": 3})
def test_size_with_stride(student: Subject, reference: Subject, window: dict[str, int]) -> None:
    """Right with a stride, also when it leaves a rest."""
    _sizes_agree(student, reference, window["size"], window["kernel"], stride=window["stride"])


@check("output_size", points=1)
@given(window=windows(max_stride=1, max_padding=3, max_dilation=1))
@example(window={"size": 2, "kernel": 3, "padding": 1})
def test_size_with_padding(student: Subject, reference: Subject, window: dict[str, int]) -> None:
    """Right with padding, also when the kernel fits only thanks to it."""
    _sizes_agree(student, reference, window["size"], window["kernel"], padding=window["padding"])


@check("output_size", points=1)
@given(window=windows(max_stride=1, max_padding=0))
@example(window={"size": 5, "kernel": 3, "dilation": 2})
def test_size_with_dilation(student: Subject, reference: Subject, window: dict[str, int]) -> None:
    """Right with a dilated kernel."""
    _sizes_agree(student, reference, window["size"], window["kernel"], dilation=window["dilation"])


@check("output_size", points=1, cases=30)
@given(window=windows(room=9))
@example(window={"size": 500, "kernel": 4, "stride": 2, "padding": 2, "dilation": 3})
def test_size_with_everything(student: Subject, reference: Subject, window: dict[str, int]) -> None:
    """Right with stride, padding and dilation at once."""
    _sizes_agree(student, reference, **window)


@check("output_size", points=1)
@given(window=misfits())
@example(window={"size": 2, "kernel": 3})
@example(window={"size": 3, "kernel": 4, "stride": 2})
@example(window={"size": 4, "kernel": 3, "dilation": 2})
def test_size_refuses_a_kernel_that_does_not_fit(student: Subject, window: dict[str, int]) -> None:
    """Raises ValueError when the dilated kernel does not fit."""
    options = {key: value for key, value in window.items() if key not in ("size", "kernel")}
    expect.raises(student.call("output_size", window["size"], window["kernel"], **options), "ValueError")


# conv_2d


@plain_call("conv_2d")
def test_conv_2d_is_started(student: Subject) -> None:
    """conv_2d(x, flt) answers"""
    x, flt = (tensor(np.ones((1, 1, side, side), "float32")) for side in (3, 2))
    student.call("conv_2d", x, flt).required()


def _pair(case: Case, turn: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Return images and kernels of a case; another turn has the same shapes and other values."""
    seed = case["seed"] + 2 * turn
    return entries(seed, case["images"], case["dtype"]), entries(seed + 1000, case["kernels"], case["dtype"])


def _scale(reference: Subject, x: np.ndarray, flt: np.ndarray, options: dict[str, Any]) -> float:
    """Return the largest sum of absolute terms in a convolution."""
    answer = reference.call("conv_2d", tensor(np.abs(x)), tensor(np.abs(flt)), **options)
    return float(expect.array(answer, kind="torch", dtype=str(x.dtype)).max())


def _values_agree(student: Subject, reference: Subject, case: Case, strided: bool = False) -> None:
    """Compare two inputs of the same shapes, then the first once more: answers must follow the values alone."""
    for turn in (0, 1, 0):
        x, flt = _pair(case, turn)
        arguments = tensor(x, strided=strided), tensor(flt)
        expect.same(
            student.call("conv_2d", *arguments, **case["options"]),
            reference.call("conv_2d", *arguments, **case["options"]),
            scale=_scale(reference, x, flt, case["options"]),
        )


def _case(
    images: tuple[int, ...], kernels: tuple[int, ...], dtype: str = "float32", seed: int = 0, **options: int
) -> Case:
    return {"images": images, "kernels": kernels, "options": options, "seed": seed, "dtype": dtype}


@check("conv_2d", points=4, cases=30)
@given(case=convolutions(stride=3, padding=2, dilation=3, batch=3, channels=3))
@example(case=_case((1, 1, 5, 6), (1, 1, 3, 2), stride=2))
@example(case=_case((2, 3, 4, 6), (2, 3, 1, 3), padding=1))
@example(case=_case((1, 2, 7, 8), (3, 2, 2, 3), dilation=2, padding=1, stride=3))
@example(case=_case((1, 1, 6, 3), (1, 1, 3, 2), dtype="float64"))
def test_output_shape(student: Subject, reference: Subject, case: Case) -> None:
    """The result has the right shape and dtype, for every combination of options."""
    x, flt = map(tensor, _pair(case))
    want = expect.array(reference.call("conv_2d", x, flt, **case["options"]), kind="torch", dtype=case["dtype"])
    expect.array(
        student.call("conv_2d", x, flt, **case["options"]), kind="torch", dtype=case["dtype"], shape=want.shape
    )


@check("conv_2d", points=4, cases=20)
@given(case=convolutions())
@example(case=_case((1, 1, 3, 3), (1, 1, 2, 2)))
@example(case=_case((1, 1, 4, 5), (1, 1, 3, 2), seed=1))
@example(case=_case((1, 1, 9, 9), (1, 1, 3, 3), seed=3))
@example(case=_case((1, 1, 4, 4), (1, 1, 3, 3), dtype="float64", seed=5))
def test_values_at_the_defaults(student: Subject, reference: Subject, case: Case) -> None:
    """Right values with stride 1, no padding and no dilation."""
    _values_agree(student, reference, case)


@check("conv_2d", points=2, cases=16)
@given(case=convolutions(stride=3))
@example(case=_case((1, 1, 5, 5), (1, 1, 2, 2), stride=2))
@example(case=_case((1, 1, 8, 7), (1, 1, 3, 2), stride=3, seed=1))
def test_values_with_stride(student: Subject, reference: Subject, case: Case) -> None:
    """Right values with a stride."""
    _values_agree(student, reference, case)


@check("conv_2d", points=2, cases=16)
@given(case=convolutions(padding=2))
@example(case=_case((1, 1, 3, 3), (1, 1, 3, 3), padding=1))
@example(case=_case((1, 1, 4, 3), (1, 1, 2, 3), padding=2, seed=1))
def test_values_with_padding(student: Subject, reference: Subject, case: Case) -> None:
    """Right values with a frame of zeros around the image."""
    _values_agree(student, reference, case)


@check("conv_2d", points=2, cases=16)
@given(case=convolutions(dilation=3))
@example(case=_case((1, 1, 5, 5), (1, 1, 2, 2), dilation=2))
@example(case=_case((1, 1, 7, 8), (1, 1, 3, 3), dilation=3, seed=1))
def test_values_with_dilation(student: Subject, reference: Subject, case: Case) -> None:
    """Right values with a dilated kernel."""
    _values_agree(student, reference, case)


@check("conv_2d", points=2, cases=16)
@given(case=convolutions(batch=3, channels=3))
@example(case=_case((1, 2, 3, 3), (1, 2, 2, 2)))
@example(case=_case((2, 2, 4, 3), (3, 2, 2, 3), seed=1))
def test_values_with_several_channels(student: Subject, reference: Subject, case: Case) -> None:
    """Right values for several images, input and output channels, stored in any layout."""
    _values_agree(student, reference, case, strided=True)


@check("conv_2d", points=2, cases=10)
@given(case=convolutions(stride=2, padding=1, dilation=2, batch=2, channels=2), factor=st.sampled_from([2.0, -3.0]))
@example(case=_case((1, 1, 4, 4), (1, 1, 2, 2)), factor=2.0)
def test_laws(student: Subject, reference: Subject, case: Case, factor: float) -> None:
    """Linear in both arguments, follows a shift, keeps the image under the identity kernel, lets gradients through."""
    (x, flt), (y, other) = _pair(case), _pair(case, turn=1)
    options = case["options"]
    scale = _scale(reference, np.abs(factor * x) + np.abs(y), np.abs(factor * flt) + np.abs(other), options)
    _linear(student, x, y, flt, factor, options, scale)
    _linear_in_kernel(student, x, flt, other, factor, options, scale)
    _identity_and_shift(student, x, flt)
    _gradients_arrive(student, reference, case)


def _tensor_of(student: Subject, x: np.ndarray, flt: np.ndarray, options: dict[str, Any]) -> tuple[Any, np.ndarray]:
    answer = student.call("conv_2d", tensor(x), tensor(flt), **options)
    return answer, expect.array(answer, kind="torch", dtype=str(x.dtype))


def _linear(
    student: Subject,
    x: np.ndarray,
    y: np.ndarray,
    flt: np.ndarray,
    factor: float,
    options: dict[str, Any],
    scale: float,
) -> None:
    (_, of_x), (_, of_y) = (_tensor_of(student, image, flt, options) for image in (x, y))
    answer, got = _tensor_of(student, (factor * x + y).astype(x.dtype), flt, options)
    expect.law(answer, got.shape == of_x.shape == of_y.shape, "the same shape for equally large images")
    expect.close(answer, got, factor * of_x + of_y, scale=3 * scale)


def _linear_in_kernel(
    student: Subject,
    x: np.ndarray,
    flt: np.ndarray,
    other: np.ndarray,
    factor: float,
    options: dict[str, Any],
    scale: float,
) -> None:
    (_, of_flt), (_, of_other) = (_tensor_of(student, x, kernel, options) for kernel in (flt, other))
    answer, got = _tensor_of(student, x, (factor * flt + other).astype(x.dtype), options)
    expect.law(answer, got.shape == of_flt.shape == of_other.shape, "the same shape for equally large kernels")
    expect.close(answer, got, factor * of_flt + of_other, scale=3 * scale)


def _identity_and_shift(student: Subject, x: np.ndarray, flt: np.ndarray) -> None:
    channels = x.shape[1]
    keep = np.zeros((channels, channels, 3, 3), x.dtype)
    keep[range(channels), range(channels), 1, 1] = 1
    answer, got = _tensor_of(student, x, keep, {"padding": 1})
    expect.law(answer, got.shape == x.shape, f"the shape {x.shape} of the image", f"shape {got.shape}")
    expect.close(answer, got, x, scale=float(np.abs(x).max()))

    wide = np.pad(x, ((0, 0), (0, 0), (0, 1), (0, 1)))
    (_, still), (moved_answer, moved) = (
        _tensor_of(student, image, flt, {}) for image in (_roomy(wide), _roomy(np.roll(wide, (1, 1), (2, 3))))
    )
    expect.law(moved_answer, moved.shape == still.shape, "the same shape for equally large images")
    scale = float(np.abs(x).max() * np.abs(flt).sum())
    expect.close(moved_answer, moved[:, :, 1:, 1:], still[:, :, :-1, :-1], scale=scale)


def _roomy(x: np.ndarray) -> np.ndarray:
    """Return the image in a frame that every drawn kernel fits into."""
    return np.pad(x, ((0, 0), (0, 0), (2, 2), (3, 3)))


def _gradients_arrive(student: Subject, reference: Subject, case: Case) -> None:
    x, flt = _pair(case)
    options = case["options"]
    like = expect.array(reference.call("conv_2d", tensor(x), tensor(flt), **options), kind="torch", dtype=case["dtype"])
    cotangent = entries(case["seed"] + 7, like.shape, case["dtype"])
    answer = student.gradients("conv_2d", tensor(x), tensor(flt), cotangent=cotangent, **options)
    want = reference.gradients("conv_2d", tensor(x), tensor(flt), cotangent=cotangent, **options)
    bound = reference.gradients("conv_2d", *map(tensor, map(np.abs, (x, flt))), cotangent=np.abs(cotangent), **options)
    expect.gradients(answer, want, bound, names=("x", "flt"))
