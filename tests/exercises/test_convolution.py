"""The checks of student/convolution.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import (
    EVERY_OPTION,
    FLOATS,
    Case,
    away,
    chains,
    convolutions,
    each,
    entries,
    misfits,
    pixels,
    stacks,
    windows,
    windows_with_several_options,
)

from grader.api import Answer, Items, Subject, Value, Wrong, check, expect, plain_call, strided, tensor

# output_size


@plain_call("output_size")
def test_output_size_is_started(student: Subject) -> None:
    """output_size(5, 3) returns a result"""
    student.call("output_size", 5, 3).required()


def _sizes_agree(student: Subject, reference: Subject, window: Case) -> None:
    options = {name: value for name, value in window.items() if name not in ("size", "kernel")}
    answer = student.call("output_size", window["size"], window["kernel"], **options)
    want = expect.integer(reference.call("output_size", window["size"], window["kernel"], **options))
    got = expect.integer(answer)
    if got != want:
        raise expect.wrong(answer, "wrong value", str(want), str(got))


def _every_window(belongs: Callable[[set[str]], bool]) -> list[Case]:
    """Return a window for every combination of options whose non-default names are accepted by `belongs`."""
    return [{"size": 8, "kernel": 3, **options} for options in EVERY_OPTION if belongs(away(options))]


@check("output_size", points=1)
@given(window=windows())
@example(window={"size": 500, "kernel": 7})
@each("window", _every_window(lambda names: not names))
def test_size_without_options(student: Subject, reference: Subject, window: Case) -> None:
    """The size is correct with stride 1, no padding and no dilation."""
    _sizes_agree(student, reference, window)


@check("output_size", points=1)
@given(window=windows("stride", room=8))
@example(window={"size": 6, "kernel": 3, "stride": 2})
@example(window={"size": 500, "kernel": 5, "stride": 3})
@each("window", _every_window(lambda names: names == {"stride"}))
def test_size_with_stride(student: Subject, reference: Subject, window: Case) -> None:
    """The size is correct with a stride, even if the stride leaves a remainder."""
    _sizes_agree(student, reference, window)


@check("output_size", points=1)
@given(window=windows("padding", max_padding=3))
@example(window={"size": 2, "kernel": 3, "padding": 1})
@each("window", _every_window(lambda names: names == {"padding"}))
def test_size_with_padding(student: Subject, reference: Subject, window: Case) -> None:
    """The size is correct with padding, even if the kernel would not fit without it."""
    _sizes_agree(student, reference, window)


@check("output_size", points=1)
@given(window=windows("dilation"))
@example(window={"size": 5, "kernel": 3, "dilation": 2})
@each("window", _every_window(lambda names: names == {"dilation"}))
def test_size_with_dilation(student: Subject, reference: Subject, window: Case) -> None:
    """The size is correct with a dilated kernel."""
    _sizes_agree(student, reference, window)


@check("output_size", points=1, cases=30)
@given(window=windows_with_several_options())
@example(window={"size": 500, "kernel": 4, "stride": 2, "padding": 2, "dilation": 3})
@each("window", _every_window(lambda names: len(names) >= 2))
def test_size_with_several_options(student: Subject, reference: Subject, window: Case) -> None:
    """The size is correct with two or three of stride, padding and dilation at once."""
    _sizes_agree(student, reference, window)


@check("output_size", points=1)
@given(window=misfits())
@example(window={"size": 2, "kernel": 3})
@example(window={"size": 3, "kernel": 4, "stride": 2})
@example(window={"size": 4, "kernel": 3, "dilation": 2})
def test_size_refuses_a_kernel_that_does_not_fit(student: Subject, window: dict[str, int]) -> None:
    """Raises ValueError when the dilated kernel does not fit into the padded input."""
    options = {key: value for key, value in window.items() if key not in ("size", "kernel")}
    expect.raises(student.call("output_size", window["size"], window["kernel"], **options), "ValueError")


# conv_2d


@plain_call("conv_2d")
def test_conv_2d_is_started(student: Subject) -> None:
    """conv_2d(x, flt) returns a result"""
    x, flt = (tensor(np.ones((1, 1, side, side), "float32")) for side in (3, 2))
    student.call("conv_2d", x, flt).required()


def _pair(case: Case, turn: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Return images and kernels of a case; another turn has the same shapes and different values."""
    seed = case["seed"] + 2 * turn
    return entries(seed, case["images"], case["dtype"]), entries(seed + 1000, case["kernels"], case["dtype"])


def _scale(reference: Subject, x: np.ndarray, flt: np.ndarray, options: dict[str, Any]) -> float:
    """Return the largest sum of absolute terms in a convolution."""
    answer = reference.call("conv_2d", tensor(np.abs(x)), tensor(np.abs(flt)), **options)
    return float(expect.array(answer, kind="torch", dtype=str(x.dtype)).max())


def _values_agree(student: Subject, reference: Subject, case: Case, strided: bool = False) -> None:
    """Compare two inputs of the same shapes, then the first one again: the result must depend on the values alone."""
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
@each("case", (_case((1, 1, 8, 9), (1, 1, 3, 2), **options) for options in EVERY_OPTION))
def test_output_shape(student: Subject, reference: Subject, case: Case) -> None:
    """The result has the right shape and dtype for every combination of options."""
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
    """The values are correct with stride 1, no padding and no dilation."""
    _values_agree(student, reference, case)


@check("conv_2d", points=2, cases=16)
@given(case=convolutions(stride=3))
@example(case=_case((1, 1, 5, 5), (1, 1, 2, 2), stride=2))
@example(case=_case((1, 1, 8, 7), (1, 1, 3, 2), stride=3, seed=1))
def test_values_with_stride(student: Subject, reference: Subject, case: Case) -> None:
    """The values are correct with a stride."""
    _values_agree(student, reference, case)


@check("conv_2d", points=2, cases=16)
@given(case=convolutions(padding=2))
@example(case=_case((1, 1, 3, 3), (1, 1, 3, 3), padding=1))
@example(case=_case((1, 1, 4, 3), (1, 1, 2, 3), padding=2, seed=1))
def test_values_with_padding(student: Subject, reference: Subject, case: Case) -> None:
    """The values are correct with zero padding."""
    _values_agree(student, reference, case)


@check("conv_2d", points=2, cases=16)
@given(case=convolutions(dilation=3))
@example(case=_case((1, 1, 5, 5), (1, 1, 2, 2), dilation=2))
@example(case=_case((1, 1, 7, 8), (1, 1, 3, 3), dilation=3, seed=1))
def test_values_with_dilation(student: Subject, reference: Subject, case: Case) -> None:
    """The values are correct with a dilated kernel."""
    _values_agree(student, reference, case)


@check("conv_2d", points=2, cases=24)
@given(case=stacks())
@example(case=_case((1, 2, 3, 3), (1, 2, 2, 2)))
@example(case=_case((2, 2, 4, 3), (3, 2, 2, 3), seed=1))
@example(case=_case((1, 2, 5, 4), (1, 2, 2, 3), stride=2, padding=1))
@example(case=_case((1, 2, 5, 6), (1, 2, 2, 3), stride=2, dilation=2, seed=1))
@example(case=_case((1, 2, 3, 4), (2, 2, 2, 2), padding=1, dilation=2))
def test_values_with_several_channels(student: Subject, reference: Subject, case: Case) -> None:
    """The values are correct for batches, channels, any memory layout and combined options."""
    _values_agree(student, reference, case, strided=True)


@check("conv_2d", points=2, cases=10)
@given(
    case=convolutions(stride=2, padding=1, dilation=2, batch=2, channels=2, roomy=True),
    factor=st.sampled_from([2.0, -3.0]),
)
@example(case=_case((1, 1, 4, 4), (1, 1, 2, 2)), factor=2.0)
def test_laws(student: Subject, reference: Subject, case: Case, factor: float) -> None:
    """It is linear, follows shifts, keeps the image under an identity kernel and has gradients."""
    (x, flt), (y, other) = _pair(case), _pair(case, turn=1)
    scale = _scale(reference, np.abs(factor * x) + np.abs(y), np.abs(factor * flt) + np.abs(other), {})
    _linear(student, [(x, flt), (y, flt), ((factor * x + y).astype(x.dtype), flt)], factor, scale)
    _linear(student, [(x, flt), (x, other), (x, (factor * flt + other).astype(x.dtype))], factor, scale)
    _identity_and_shift(student, x, flt)
    _gradients_arrive(student, reference, case)


def _tensor_of(student: Subject, x: np.ndarray, flt: np.ndarray, **options: int) -> tuple[Answer, np.ndarray]:
    answer = student.call("conv_2d", tensor(x), tensor(flt), **options)
    return answer, expect.array(answer, kind="torch", dtype=str(x.dtype))


def _linear(student: Subject, pairs: list[tuple[np.ndarray, np.ndarray]], factor: float, scale: float) -> None:
    """Require that the result of the third pair is `factor` times that of the first, plus that of the second."""
    (_, one), (_, two), (answer, got) = (_tensor_of(student, x, flt) for x, flt in pairs)
    expect.law(answer, got.shape == one.shape == two.shape, "the same output shape for equal input shapes")
    expect.close(answer, got, factor * one + two, scale=3 * scale)


def _identity_and_shift(student: Subject, x: np.ndarray, flt: np.ndarray) -> None:
    channels = x.shape[1]
    keep = np.zeros((channels, channels, 3, 3), x.dtype)
    keep[range(channels), range(channels), 1, 1] = 1
    answer, got = _tensor_of(student, np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1))), keep)
    expect.law(
        answer, got.shape == x.shape, f"shape {x.shape}, the padded image without its border", f"shape {got.shape}"
    )
    expect.close(answer, got, x, scale=float(np.abs(x).max()))

    wide = np.pad(x, ((0, 0), (0, 0), (0, 1), (0, 1)))
    (_, still), (moved_answer, moved) = (
        _tensor_of(student, image, flt) for image in (_roomy(wide), _roomy(np.roll(wide, (1, 1), (2, 3))))
    )
    expect.law(moved_answer, moved.shape == still.shape, "the same output shape for equal input shapes")
    scale = float(np.abs(x).max() * np.abs(flt).sum())
    expect.close(moved_answer, moved[:, :, 1:, 1:], still[:, :, :-1, :-1], scale=scale)


def _roomy(x: np.ndarray) -> np.ndarray:
    """Return the image with a border so wide that every drawn kernel fits."""
    return np.pad(x, ((0, 0), (0, 0), (2, 2), (3, 3)))


def _gradients_arrive(student: Subject, reference: Subject, case: Case) -> None:
    """Require gradients that predict the effect of another image or kernel: by linearity, the prediction is exact.

    The check of shapes reports a result of the wrong shape.
    """
    (x, flt), (y, other) = _pair(case), _pair(case, turn=1)
    options = case["options"]
    scale = _scale(reference, np.abs(x) + np.abs(y), np.abs(flt) + np.abs(other), options)
    like = expect.array(reference.call("conv_2d", tensor(x), tensor(flt), **options), kind="torch", dtype=case["dtype"])
    cotangent = entries(case["seed"] + 7, like.shape, case["dtype"])
    results = [_tensor_of(student, *pair, **options)[1] for pair in ((x, flt), (y, flt), (x, other))]
    # A case must make all of the bank's requests before it ends.
    answer = student.gradients("conv_2d", tensor(x), tensor(flt), cotangent=cotangent, **options)
    if any(result.shape != like.shape for result in results):
        return
    limit = expect.TOLERANCE[case["dtype"]] * scale * float(np.abs(cotangent).sum())
    before, *after = (float((cotangent * result).sum(dtype=np.float64)) for result in results)
    steps, gradients = {"x": y - x, "flt": other - flt}, expect.gradients(answer, {"x": x, "flt": flt})
    for (name, step), gradient, then in zip(steps.items(), gradients, after, strict=True):
        foretold = float((gradient * step).sum(dtype=np.float64))
        claim = f"a gradient in {name} that predicts a change of {then - before:.6g} for another {name}"
        expect.law(answer, abs(foretold - (then - before)) <= limit, claim, f"{foretold:.6g}")


# get_convolved


@plain_call("get_convolved")
def test_get_convolved_is_started(student: Subject) -> None:
    """get_convolved(img, flt) returns a result"""
    student.call("get_convolved", np.ones((9, 9), "float32"), np.ones((2, 2), "float32")).required()


def _chain(image: tuple[int, int], kernel: tuple[int, int], times: int, kind: str = "float32", seed: int = 0) -> Case:
    return {"image": image, "kernel": kernel, "kind": kind, "times": times, "seed": seed, "strided": False}


def _image_and_filter(case: Case, turn: int = 0) -> tuple[np.ndarray, Any]:
    """Return an image and a kernel: an array, or nested lists of integers or floats."""
    seed = case["seed"] + 2 * turn
    img = entries(seed, case["image"])
    if case["kind"] == "list":
        return img, entries(seed + 1001, case["kernel"], "float64").round(3).tolist()
    if case["kind"] == "list of int":
        return img, entries(2 * seed + 1000, case["kernel"], "int64").tolist()
    return img, entries(seed + 1000, case["kernel"], case["kind"])


def _images(answer: Answer, count: int) -> tuple[Value, ...]:
    """Return the elements if the answer is a list of this length."""
    wanted = f"a list of {count} arrays"
    found = expect.items(answer, count, wanted)
    if not (isinstance(answer.value, Items) and answer.value.kind == "list"):
        raise expect.wrong(answer, "wrong type", wanted, expect.kind_of(answer.value))
    return found


def _bounds(reference: Subject, img: np.ndarray, flt: Any, times: int) -> list[float]:
    """Return the largest sum of absolute terms in each of the images."""
    answer = reference.call("get_convolved", np.abs(img), np.abs(flt), times=times)
    parts = [expect.array(answer, kind="numpy", dtype="float32", part=part) for part in _images(answer, times + 1)]
    return [float(part.max()) for part in parts]


def _shapes(case: Case, times: int) -> list[tuple[int, int]]:
    (rows, columns), (h, w) = case["image"], case["kernel"]
    return [(rows - i * (h - 1), columns - i * (w - 1)) for i in range(times + 1)]


def _arrays(answer: Answer, case: Case, times: int) -> list[np.ndarray]:
    """Return the images if they are float32 and each has the right shape."""
    parts = zip(_images(answer, times + 1), _shapes(case, times), strict=True)
    return [expect.array(answer, kind="numpy", dtype="float32", shape=shape, part=part) for part, shape in parts]


def _some_images(answer: Answer, case: Case, times: int, bounds: list[float]) -> list[np.ndarray]:
    """Return the images to compare with the student's own; images of zeros would prove nothing."""
    images = _arrays(answer, case, times)
    if bounds[1] > 0 and not any(image.any() for image in images[1:]):
        raise expect.wrong(answer, "wrong value", "images that are not all zeros", "only zeros")
    return images


@check("get_convolved", points=1)
@given(case=chains(times=5))
@example(case=_chain((4, 6), (2, 3), times=2))
@example(case=_chain((5, 5), (3, 3), times=1))
def test_get_convolved_gives_times_plus_one_images(student: Subject, case: Case) -> None:
    """Returns a list of times + 1 float32 images of the right shapes."""
    img, flt = _image_and_filter(case)
    _arrays(student.call("get_convolved", img, flt, times=case["times"]), case, case["times"])


@check("get_convolved", points=1, cases=6)
@given(case=chains())
@example(case=_chain((9, 9), (2, 2), times=1))
def test_get_convolved_convolves_four_times_by_itself(student: Subject, case: Case) -> None:
    """Convolves four times by default."""
    case = case | {"image": tuple(4 * side for side in case["image"])}
    img, flt = _image_and_filter(case)
    _arrays(student.call("get_convolved", img, flt), case, 4)


@check("get_convolved", points=2)
@given(case=chains(times=1))
@example(case=_chain((3, 3), (2, 2), times=1))
@example(case=_chain((4, 5), (3, 2), times=1, seed=1))
@example(case=_chain((4, 4), (2, 3), times=1, kind="float64", seed=3))
def test_get_convolved_begins_with_the_image(student: Subject, reference: Subject, case: Case) -> None:
    """Starts with img, then img convolved once: no padding, and the kernel is not flipped."""
    for turn in (0, 1, 0):
        img, flt = _image_and_filter(case, turn)
        answer = student.call("get_convolved", strided(img) if case["strided"] else img, flt, times=1)
        wants = _arrays(reference.call("get_convolved", img, flt, times=1), case, 1)
        for got, want, bound in zip(_arrays(answer, case, 1), wants, _bounds(reference, img, flt, 1), strict=True):
            expect.close(answer, got, want, scale=bound)


@check("get_convolved", points=1)
@given(case=chains(least=2, times=4))
@example(case=_chain((4, 4), (2, 2), times=2))
@example(case=_chain((8, 7), (3, 2), times=3, seed=1))
@example(case=_chain((5, 3), (2, 2), times=2, seed=2))
def test_get_convolved_goes_on_from_the_last_image(student: Subject, reference: Subject, case: Case) -> None:
    """Each image is the previous one convolved once more, however many there are."""
    times = case["times"]
    for turn in (0, 1, 0):
        img, flt = _image_and_filter(case, turn)
        answer = student.call("get_convolved", strided(img) if case["strided"] else img, flt, times=times)
        bounds = _bounds(reference, img, flt, times)
        images = _some_images(answer, case, times, bounds)
        wants = _arrays(student.call("get_convolved", img, flt, times=1), case, 1)
        for last in images[1:-1]:
            windows = np.lib.stride_tricks.sliding_window_view(last.astype(np.float64), flt.shape)
            wants.append(np.einsum("yxij,ij->yx", windows, flt))
        for got, want, bound in zip(images, wants, bounds, strict=True):
            expect.close(answer, got, want, scale=bound)


@check("get_convolved", points=1)
@given(case=chains(kinds=("list", "list of int", "int64")))
@example(case=_chain((3, 3), (2, 2), times=1, kind="list of int"))
@example(case=_chain((5, 4), (3, 2), times=1, kind="list", seed=1))
def test_get_convolved_takes_lists(student: Subject, reference: Subject, case: Case) -> None:
    """The kernel may also be a nested list or an integer array, with the same result."""
    times = case["times"]
    for turn in (0, 1, 0):
        img, flt = _image_and_filter(case, turn)
        given_img = strided(img) if case["strided"] else img
        answer = student.call("get_convolved", given_img, flt, times=times)
        wants = student.call("get_convolved", given_img, np.array(flt, np.float64), times=times)
        bounds = _bounds(reference, img, flt, times)
        images = _some_images(answer, case, times, bounds)
        for got, want, bound in zip(images, _arrays(wants, case, times), bounds, strict=True):
            expect.close(answer, got, want, scale=bound)


# conv_2d_by_hand

HARMLESS = {"matplotlib", "tqdm", "typing_extensions"}  # these compute no convolutions


@plain_call("conv_2d_by_hand")
def test_conv_2d_by_hand_is_started(student: Subject) -> None:
    """conv_2d_by_hand(image, kernel) returns a result"""
    student.call("conv_2d_by_hand", np.ones((3, 3)), np.ones((2, 2))).required()


def _plane(case: Case, turn: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Return an image (H, W) and a kernel (h, w): normal or small numbers, or integers from their full range."""
    make = entries if case["dtype"] in FLOATS else pixels
    seed = case["seed"] + 2 * turn
    image, kernel = (
        make(number, case[side][2:], case["dtype"]) for number, side in ((seed, "images"), (seed + 1000, "kernels"))
    )
    return image, kernel


def _by_hand_agrees(student: Subject, reference: Subject, case: Case, in_a_view: bool = False) -> None:
    options = case["options"]
    for turn in (0, 1, 0):
        image, kernel = _plane(case, turn)
        answer = student.call("conv_2d_by_hand", strided(image) if in_a_view else image, kernel, **options)
        want = expect.array(reference.call("conv_2d_by_hand", image, kernel, **options), kind="numpy", dtype="float64")
        bound = reference.call("conv_2d_by_hand", *(np.abs(a.astype("float64")) for a in (image, kernel)), **options)
        scale = float(expect.array(bound, kind="numpy", dtype="float64").max())
        got = expect.array(answer, kind="numpy", dtype="float64", shape=want.shape)
        # Products of float32 numbers may be rounded to float32 before they are added up.
        tolerance = expect.TOLERANCE.get(case["dtype"], expect.TOLERANCE["float64"])
        expect.close(answer, got, want, scale=scale, tolerance=tolerance)


@check("conv_2d_by_hand", points=1)
@given(case=convolutions(stride=3, padding=2, dilation=3, dtypes=("uint8", "int64", *FLOATS)))
@example(case=_case((1, 1, 3, 4), (1, 1, 2, 2), dtype="float64"))
@example(case=_case((1, 1, 7, 8), (1, 1, 2, 3), dtype="uint8", stride=2, padding=1, dilation=2))
def test_by_hand_has_the_right_shape(student: Subject, reference: Subject, case: Case) -> None:
    """Returns a float64 array of the right shape for all options and dtypes."""
    image, kernel = _plane(case)
    want = expect.array(
        reference.call("conv_2d_by_hand", image, kernel, **case["options"]), kind="numpy", dtype="float64"
    )
    answer = student.call("conv_2d_by_hand", image, kernel, **case["options"])
    expect.array(answer, kind="numpy", dtype="float64", shape=want.shape)


@check("conv_2d_by_hand", points=1)
@given(case=convolutions(), in_a_view=st.booleans())
@example(case=_case((1, 1, 3, 3), (1, 1, 2, 2), dtype="float64"), in_a_view=False)
@example(case=_case((1, 1, 4, 5), (1, 1, 3, 2), dtype="float64", seed=1), in_a_view=True)
def test_by_hand_at_the_defaults(student: Subject, reference: Subject, case: Case, in_a_view: bool) -> None:
    """The values are correct with the default options, and the kernel is not flipped."""
    _by_hand_agrees(student, reference, case, in_a_view)


@check("conv_2d_by_hand", points=1)
@given(case=convolutions(stride=3))
@example(case=_case((1, 1, 5, 5), (1, 1, 2, 2), dtype="float64", stride=2))
def test_by_hand_with_stride(student: Subject, reference: Subject, case: Case) -> None:
    """The values are correct with a stride."""
    _by_hand_agrees(student, reference, case)


@check("conv_2d_by_hand", points=1)
@given(case=convolutions(padding=2))
@example(case=_case((1, 1, 3, 3), (1, 1, 3, 3), dtype="float64", padding=1))
def test_by_hand_with_padding(student: Subject, reference: Subject, case: Case) -> None:
    """The values are correct with zero padding."""
    _by_hand_agrees(student, reference, case)


@check("conv_2d_by_hand", points=1)
@given(case=convolutions(dilation=3))
@example(case=_case((1, 1, 5, 5), (1, 1, 2, 2), dtype="float64", dilation=2))
def test_by_hand_with_dilation(student: Subject, reference: Subject, case: Case) -> None:
    """The values are correct with a dilated kernel."""
    _by_hand_agrees(student, reference, case)


@check("conv_2d_by_hand", points=1)
@given(case=convolutions(dtypes=("uint8", "int64")))
@example(case=_case((1, 1, 2, 2), (1, 1, 2, 2), dtype="uint8", seed=1))
@example(case=_case((1, 1, 3, 4), (1, 1, 2, 3), dtype="int64", seed=1))
def test_by_hand_of_whole_numbers(student: Subject, reference: Subject, case: Case) -> None:
    """The values are correct for integers, even if their products overflow uint8."""
    _by_hand_agrees(student, reference, case)


@check("conv_2d_by_hand", points=2)
def test_by_hand_needs_numpy_alone(student: Subject) -> None:
    """Uses only Python and NumPy: no torch, no SciPy, no other package."""
    packages = [name for name in student.inspect("conv_2d_by_hand") if name not in HARMLESS]
    if packages:
        raise Wrong(
            "conv_2d_by_hand uses another package",
            call="conv_2d_by_hand(image, kernel)",
            expected="only Python and NumPy, also in the functions that it calls",
            got=" and ".join(packages) + " in its source code or in that of a function that it calls",
        )
