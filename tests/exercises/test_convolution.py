"""The checks of student/convolution.py."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
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
    turns,
    windows,
    windows_with_every_option,
)

from grader.api import Answer, Array, Fault, Items, Subject, Value, Wrong, check, expect, plain_call, strided, tensor
from grader.api import shape as shape_text

# output_size


def _options(stride: int = 1, padding: int = 0, dilation: int = 1) -> list[str]:
    return [
        "stride 1" if stride == 1 else "a stride above 1",
        "no padding" if padding == 0 else "padding",
        "dilation 1" if dilation == 1 else "dilation above 1",
    ]


def _window_properties(size: int, kernel: int, **options: int) -> list[str]:
    way = size + 2 * options.get("padding", 0) - options.get("dilation", 1) * (kernel - 1) - 1
    return [
        *_options(**options),
        "a kernel that fits" if way >= 0 else "a kernel that does not fit",
        "no remainder of the stride" if way % options.get("stride", 1) == 0 else "a remainder of the stride",
        "an even kernel" if kernel % 2 == 0 else "an odd kernel",
    ]


@plain_call("output_size", properties=_window_properties)
def test_output_size_is_started(student: Subject) -> None:
    """output_size(5, 3) returns a result"""
    student.call("output_size", 5, 3).required()


def _sizes_agree(student: Subject, reference: Subject, window: Case, read: Callable[[Answer], float]) -> None:
    options = {name: value for name, value in window.items() if name not in ("size", "kernel")}
    want = expect.integer(reference.call("output_size", window["size"], window["kernel"], **options))
    answer = student.call("output_size", window["size"], window["kernel"], **options)
    got = read(answer)
    if got != want:
        raise expect.wrong(answer, "wrong value", str(want), f"{got:.9g}")


def _error(compare: Callable[[], None]) -> Wrong | Fault | None:
    """Return what a comparison finds to be wrong."""
    try:
        compare()
    except (Wrong, Fault) as error:
        return error
    return None


def _combined(agree: Callable[[Case], None], options: Case, *, at_least_all: bool = False) -> None:
    """Compare results with two or three options, each of which has been right alone.

    Who forgets an option has lost the points of that option, and does not lose these too. `agree` asks the reference
    first: a case makes the same requests whatever the answers are. With `at_least_all`, all options together count
    where nothing else does.
    """
    subsets = [names for count in range(1, len(options) + 1) for names in combinations(options, count)]
    errors = {names: _error(lambda: agree({name: options[name] for name in names})) for names in subsets}  # noqa: B023  called at once
    several = [names for names in subsets if len(names) > 1]
    counted = [names for names in several if not any(errors[name,] for name in names)]
    for names in counted or several[-1:] * at_least_all:
        if (error := errors[names]) is not None:
            raise error


def _every_window(belongs: Callable[[set[str]], bool]) -> list[Case]:
    """Return a window for every combination of options whose non-default names are accepted by `belongs`."""
    return [{"size": 8, "kernel": 3, **options} for options in EVERY_OPTION if belongs(away(options))]


@check("output_size", points=1)
@given(window=windows())
@example(window={"size": 500, "kernel": 7})
@each("window", _every_window(lambda names: not names))
def test_size_without_options(student: Subject, reference: Subject, window: Case) -> None:
    """The size is an int, and is correct with stride 1, no padding and no dilation."""
    _sizes_agree(student, reference, window, expect.integer)


@check("output_size", points=1)
@given(window=windows("stride", room=8))
@example(window={"size": 6, "kernel": 3, "stride": 2})
@example(window={"size": 500, "kernel": 5, "stride": 3})
@each("window", _every_window(lambda names: names == {"stride"}))
def test_size_with_stride(student: Subject, reference: Subject, window: Case) -> None:
    """The size is correct with a stride, even if the stride leaves a remainder."""
    _sizes_agree(student, reference, window, expect.number)


@check("output_size", points=1)
@given(window=windows("padding", max_padding=3))
@example(window={"size": 2, "kernel": 3, "padding": 1})
@each("window", _every_window(lambda names: names == {"padding"}))
def test_size_with_padding(student: Subject, reference: Subject, window: Case) -> None:
    """The size is correct with padding, even if the kernel would not fit without it."""
    _sizes_agree(student, reference, window, expect.number)


@check("output_size", points=1)
@given(window=windows("dilation"))
@example(window={"size": 5, "kernel": 3, "dilation": 2})
@each("window", _every_window(lambda names: names == {"dilation"}))
def test_size_with_dilation(student: Subject, reference: Subject, window: Case) -> None:
    """The size is correct with a dilated kernel."""
    _sizes_agree(student, reference, window, expect.number)


@check("output_size", points=1, cases=8, lenient=True)
@given(window=windows_with_every_option())
@example(window={"size": 8, "kernel": 3, "stride": 2, "padding": 1, "dilation": 2})
@example(window={"size": 9, "kernel": 3, "stride": 3, "padding": 2, "dilation": 3})
@example(window={"size": 500, "kernel": 4, "stride": 2, "padding": 2, "dilation": 3})
def test_size_with_several_options(student: Subject, reference: Subject, window: Case) -> None:
    """The size is correct with two or three of stride, padding and dilation at once."""
    sides = {"size": window["size"], "kernel": window["kernel"]}
    options = {name: value for name, value in window.items() if name not in sides}
    _combined(lambda some: _sizes_agree(student, reference, sides | some, expect.number), options, at_least_all=True)


@check("output_size", points=1)
@given(window=misfits())
@example(window={"size": 2, "kernel": 3})
@example(window={"size": 3, "kernel": 4, "stride": 2})
@example(window={"size": 4, "kernel": 3, "dilation": 2})
def test_size_refuses_a_kernel_that_does_not_fit(student: Subject, window: dict[str, int]) -> None:
    """Raises ValueError when the dilated kernel does not fit into the padded input, and only then."""
    expect.number(student.call("output_size", 9, 3, stride=2, padding=1, dilation=2))
    options = {key: value for key, value in window.items() if key not in ("size", "kernel")}
    expect.raises(student.call("output_size", window["size"], window["kernel"], **options), "ValueError")


# conv_2d


def _even(n: int, noun: str) -> str:
    return f"{'an even' if n % 2 == 0 else 'an odd'} {noun}"


def _plane_properties(image: np.ndarray, kernel: np.ndarray, **options: int) -> list[str]:
    """Return the properties of the last two axes of an image and a kernel."""
    (rows, columns), (h, w) = image.shape[-2:], kernel.shape[-2:]
    return [
        *_options(**options),
        "a kernel of one entry" if h == w == 1 else "a larger kernel",
        "a square kernel" if h == w else "a kernel that is not square",
        "a square image" if rows == columns else "an image that is not square",
        _even(h, "number of rows in the kernel"),
        f"{image.dtype} images",
        "negative values" if min(image.min(initial=0), kernel.min(initial=0)) < 0 else "no negative values",
    ]


def _batch_properties(x: np.ndarray, flt: np.ndarray, **options: int) -> list[str]:
    return [
        *_plane_properties(x, flt, **options),
        "one image" if len(x) == 1 else "several images",
        "one channel" if x.shape[1] == 1 else "several channels",
        "one kernel" if len(flt) == 1 else "several kernels",
    ]


@plain_call("conv_2d", properties=_batch_properties)
def test_conv_2d_is_started(student: Subject) -> None:
    """conv_2d(x, flt) returns a result"""
    x, flt = (tensor(np.ones((1, 1, side, side), "float32")) for side in (3, 2))
    student.call("conv_2d", x, flt).required()


def _pair(case: Case, turn: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Return images and kernels of a case; another turn has the same shapes and different values."""
    seed = case["seed"] + 2 * turn
    return entries(seed, case["images"], case["dtype"]), entries(seed + 1000, case["kernels"], case["dtype"])


def _scale(reference: Subject, x: np.ndarray, flt: np.ndarray, options: Case) -> float:
    """Return the largest sum of absolute terms in a convolution."""
    answer = reference.call("conv_2d", tensor(np.abs(x)), tensor(np.abs(flt)), **options)
    return float(expect.array(answer, kind="torch", dtype=str(x.dtype)).max())


IN_ORDER = ("contiguous", "contiguous")


def _agrees(
    student: Subject, reference: Subject, x: np.ndarray, flt: np.ndarray, options: Case, layouts: Any = IN_ORDER
) -> None:
    """Compare shape and values. The check of shapes requires a tensor and its dtype."""
    arguments = [tensor(array, layout) for array, layout in zip((x, flt), layouts, strict=True)]
    want = expect.array(reference.call("conv_2d", *arguments, **options), kind="torch", dtype=str(x.dtype))
    scale = _scale(reference, x, flt, options)
    answer = student.call("conv_2d", *arguments, **options)
    tolerance = expect.tolerance(answer, str(x.dtype))
    expect.close(answer, expect.entries(answer, shape=want.shape), want, scale=scale, tolerance=tolerance)


def _values_agree(student: Subject, reference: Subject, case: Case) -> None:
    """Compare the inputs of a case; see `turns`."""
    for turn in turns(case):
        _agrees(student, reference, *_pair(case, turn), case["options"])


def _case(
    images: tuple[int, ...], kernels: tuple[int, ...], dtype: str = "float32", seed: int = 0, **options: int
) -> Case:
    return {"images": images, "kernels": kernels, "options": options, "seed": seed, "dtype": dtype}


@check("conv_2d", points=4)
@given(case=convolutions(batch=3, channels=3))
@example(case=_case((1, 1, 5, 6), (1, 1, 3, 2)))
@example(case=_case((2, 3, 4, 6), (2, 3, 1, 3)))
@example(case=_case((1, 2, 7, 8), (3, 2, 2, 3)))
@example(case=_case((1, 1, 6, 3), (1, 1, 3, 2), dtype="float64"))
def test_output_shape(student: Subject, reference: Subject, case: Case) -> None:
    """The result has the right shape and dtype: rectangular kernels, batches and channels."""
    x, flt = map(tensor, _pair(case))
    want = expect.array(reference.call("conv_2d", x, flt), kind="torch", dtype=case["dtype"])
    expect.array(student.call("conv_2d", x, flt), kind="torch", dtype=case["dtype"], shape=want.shape)


@check("conv_2d", points=4, cases=16)
@given(case=convolutions(square=True))
@example(case=_case((1, 1, 3, 3), (1, 1, 2, 2)))
@example(case=_case((1, 1, 4, 5), (1, 1, 3, 3), seed=1))
@example(case=_case((1, 1, 9, 9), (1, 1, 3, 3), seed=3))
@example(case=_case((1, 1, 4, 4), (1, 1, 3, 3), dtype="float64", seed=5))
def test_values_at_the_defaults(student: Subject, reference: Subject, case: Case) -> None:
    """The values are correct with stride 1, no padding and no dilation."""
    _values_agree(student, reference, case)


@check("conv_2d", points=2)
@given(case=convolutions(stride=3, square=True))
@example(case=_case((1, 1, 5, 5), (1, 1, 2, 2), stride=2))
@example(case=_case((1, 1, 8, 7), (1, 1, 2, 2), stride=3, seed=1))
def test_values_with_stride(student: Subject, reference: Subject, case: Case) -> None:
    """Shape and values are correct with a stride."""
    _values_agree(student, reference, case)


@check("conv_2d", points=2)
@given(case=convolutions(padding=2, square=True))
@example(case=_case((1, 1, 3, 3), (1, 1, 3, 3), padding=1))
@example(case=_case((1, 1, 4, 3), (1, 1, 2, 2), padding=2, seed=1))
def test_values_with_padding(student: Subject, reference: Subject, case: Case) -> None:
    """Shape and values are correct with zero padding."""
    _values_agree(student, reference, case)


@check("conv_2d", points=2)
@given(case=convolutions(dilation=3, square=True))
@example(case=_case((1, 1, 5, 5), (1, 1, 2, 2), dilation=2))
@example(case=_case((1, 1, 7, 8), (1, 1, 3, 3), dilation=3, seed=1))
def test_values_with_dilation(student: Subject, reference: Subject, case: Case) -> None:
    """Shape and values are correct with a dilated kernel."""
    _values_agree(student, reference, case)


def _stack(
    images: tuple[int, ...], kernels: tuple[int, ...], *layouts: str, dtype: str = "float32", seed: int = 0
) -> Case:
    return _case(images, kernels, dtype, seed) | {"layouts": layouts}


@check("conv_2d", points=2, cases=16)
@given(case=stacks())
@example(case=_stack((1, 2, 3, 3), (1, 2, 2, 2), "contiguous", "contiguous"))
@example(case=_stack((2, 2, 4, 3), (3, 2, 2, 3), "contiguous", "contiguous", seed=1))
@example(case=_stack((1, 2, 3, 3), (1, 2, 2, 2), "columns", "contiguous"))
@example(case=_stack((1, 2, 3, 3), (1, 2, 2, 2), "contiguous", "columns"))
@example(case=_stack((1, 2, 3, 4), (2, 2, 2, 2), "permuted", "cropped"))
@example(case=_stack((2, 3, 3, 4), (2, 3, 2, 1), "expanded", "permuted"))
@example(case=_stack((2, 3, 3, 4), (2, 3, 2, 1), "cropped", "expanded"))
def test_values_with_several_channels(student: Subject, reference: Subject, case: Case) -> None:
    """The values are correct for batches, channels, rectangular kernels, any memory layout."""
    for turn in turns(case):
        x, flt = (
            np.broadcast_to(array[:, :1], array.shape) if layout == "expanded" else array
            for array, layout in zip(_pair(case, turn), case["layouts"], strict=True)
        )
        _agrees(student, reference, x, flt, {}, case["layouts"])


SEVERAL_OPTIONS = ({"stride": 2, "padding": 1, "dilation": 2}, {"stride": 3, "padding": 2, "dilation": 3})


@check("conv_2d", points=2, cases=8, lenient=True)
@given(case=convolutions(square=True), factor=st.sampled_from([2.0, -3.0]))
@example(case=_case((1, 1, 4, 4), (1, 1, 2, 2)), factor=2.0)
def test_laws(student: Subject, reference: Subject, case: Case, factor: float) -> None:
    """It is linear, follows shifts, obeys the identity kernel, combines options, has gradients."""
    (x, flt), (y, other) = _pair(case), _pair(case, turn=1)
    scale = _scale(reference, np.abs(factor * x) + np.abs(y), np.abs(factor * flt) + np.abs(other), {})
    _is_not_zero(student, x, flt, scale)
    first = _tensor_of(student, x, flt)
    of_images = _tensor_of(student, y, flt)
    _linear(first, of_images, _tensor_of(student, (factor * x + y).astype(x.dtype), flt), factor, scale)
    of_kernels = _tensor_of(student, x, other)
    _linear(first, of_kernels, _tensor_of(student, x, (factor * flt + other).astype(x.dtype)), factor, scale)
    _identity(student, x)
    _shift(student, x, flt)
    if case["seed"] == 0:
        for options in SEVERAL_OPTIONS:
            _combined(lambda some: _agrees(student, reference, _roomy(x), flt, some), options)
    cotangent = entries(case["seed"] + 7, _shape(reference, x, flt), case["dtype"])
    answer = student.gradients("conv_2d", tensor(x), tensor(flt), cotangent=cotangent)
    steps = {"x": (x, y - x, of_images), "flt": (flt, other - flt, of_kernels)}
    _gradients_arrive(answer, first, steps, cotangent, scale)


LEAST = 1e-6  # the least size of a result, relative to that of its terms: zeros fulfil most laws
Result = tuple[Answer, np.ndarray]


def _tensor_of(student: Subject, x: np.ndarray, flt: np.ndarray) -> Result:
    answer = student.call("conv_2d", tensor(x), tensor(flt))
    got = expect.entries(answer)
    expect.law(answer, got.ndim == 4, "a result with four axes", f"shape {got.shape}")
    return answer, got


def _shape(reference: Subject, x: np.ndarray, flt: np.ndarray) -> tuple[int, ...]:
    answer = reference.call("conv_2d", tensor(x), tensor(flt))
    return expect.array(answer, kind="torch", dtype=str(x.dtype)).shape


def _is_not_zero(student: Subject, x: np.ndarray, flt: np.ndarray, scale: float) -> None:
    """Require a result in a wide border of zeros, where every kernel meets a corner of the image alone."""
    answer, got = _tensor_of(student, _roomy(x), flt)
    largest = float(np.abs(got).max(initial=0))
    expect.law(answer, largest > LEAST * scale, "results that are not all 0", f"absolute values up to {largest:.3g}")


def _linear(one: Result, two: Result, both: Result, factor: float, scale: float) -> None:
    """Require that the third result is `factor` times the first, plus the second."""
    answer, got = both
    expect.law(answer, got.shape == one[1].shape == two[1].shape, "the same output shape for equal input shapes")
    tolerance = expect.tolerance(answer, str(one[1].dtype))
    expect.close(answer, got, factor * one[1] + two[1], scale=3 * scale, tolerance=tolerance)


def _identity(student: Subject, x: np.ndarray) -> None:
    keep = np.zeros((1, 1, 3, 3), x.dtype)
    keep[0, 0, 1, 1] = 1
    answer, got = _tensor_of(student, np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1))), keep)
    claim = f"shape {x.shape}, the padded image without its border"
    expect.law(answer, got.shape == x.shape, claim, f"shape {got.shape}")
    tolerance = expect.tolerance(answer, str(x.dtype))
    expect.close(answer, got, x, scale=float(np.abs(x).max()), tolerance=tolerance)


def _shift(student: Subject, x: np.ndarray, flt: np.ndarray) -> None:
    wide = np.pad(x, ((0, 0), (0, 0), (0, 1), (0, 1)))
    (_, still), (answer, moved) = (
        _tensor_of(student, image, flt) for image in (_roomy(wide), _roomy(np.roll(wide, (1, 1), (2, 3))))
    )
    expect.law(answer, moved.shape == still.shape, "the same output shape for equal input shapes")
    scale, tolerance = float(np.abs(x).max() * np.abs(flt).sum()), expect.tolerance(answer, str(x.dtype))
    expect.close(
        answer, moved[:, :, 1:, 1:], still[:, :, :-1, :-1], scale=scale, tolerance=tolerance, start=(0, 0, 1, 1)
    )


def _roomy(x: np.ndarray) -> np.ndarray:
    """Return the image with a border so wide that every drawn kernel fits, dilated too."""
    return np.pad(x, ((0, 0), (0, 0), (3, 3), (3, 3)))


def _gradients_arrive(
    answer: Answer,
    first: Result,
    steps: dict[str, tuple[np.ndarray, np.ndarray, Result]],
    cotangent: np.ndarray,
    scale: float,
) -> None:
    """Require gradients that predict the effect of another image or kernel: by linearity, the prediction is exact.

    `steps` has each input, the step from it to another one, and the result for that. The check of shapes reports a
    result that is no tensor, or that has the wrong shape.
    """
    results = [first, *(result for _, _, result in steps.values())]
    tensors = all(isinstance(a.value, Array) and a.value.kind == "torch" for a, _ in results)
    if not tensors or any(result.shape != cotangent.shape for _, result in results):
        return
    tolerance = expect.tolerance(first[0], str(cotangent.dtype))
    limit = tolerance * scale * float(np.abs(cotangent).sum())
    before, *after = (float((cotangent * result).sum(dtype=np.float64)) for _, result in results)
    gradients = expect.gradients(answer, {name: value for name, (value, _, _) in steps.items()})
    for (name, (_, step, _)), gradient, then in zip(steps.items(), gradients, after, strict=True):
        foretold = float((gradient * step).sum(dtype=np.float64))
        claim = f"a gradient in {name} that predicts a change of {then - before:.6g} for another {name}"
        expect.law(answer, abs(foretold - (then - before)) <= limit, claim, f"{foretold:.6g}")


# get_convolved


def _chain_properties(img: np.ndarray, flt: Any, times: int = 4) -> list[str]:
    kernel = np.asarray(flt)
    return [
        "a kernel as an array" if isinstance(flt, np.ndarray) else "a kernel as a list",
        f"a kernel of {'float32' if kernel.dtype == np.float32 else 'another dtype'}",
        "one convolution" if times == 1 else "several convolutions",
        *_plane_properties(img, kernel)[3:7],
    ]


@plain_call("get_convolved", properties=_chain_properties)
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


def _elements(answer: Answer) -> list[np.ndarray]:
    """Return the entries of all images, with whatever dtype, container or additional axes they come.

    Another check requires a list of float32 arrays with two axes.
    """
    expect.unchanged(answer)
    parts = answer.value.items if isinstance(answer.value, Items) else (answer.value,)
    found = [expect.entries(answer, part=part) for part in parts]
    return [image.reshape(image.shape[-2:]) if image.size == np.prod(image.shape[-2:]) else image for image in found]


def _shapes(case: Case, times: int) -> list[tuple[int, int]]:
    (rows, columns), (h, w) = case["image"], case["kernel"]
    return [(rows - i * (h - 1), columns - i * (w - 1)) for i in range(times + 1)]


def _arrays(answer: Answer, case: Case, times: int) -> list[np.ndarray]:
    """Return the images if they are float32 and each has the right shape."""
    parts = zip(_images(answer, times + 1), _shapes(case, times), strict=True)
    return [expect.array(answer, kind="numpy", dtype="float32", shape=shape, part=part) for part, shape in parts]


def _convolved_agree(student: Subject, reference: Subject, case: Case, least: int, times: int) -> None:
    """Compare the images from element `least` on, wherever they are: each of them has a shape of its own."""
    for turn in turns(case):
        img, flt = _image_and_filter(case, turn)
        answer = student.call("get_convolved", strided(img) if case["strided"] else img, flt, times=times)
        wants = _arrays(reference.call("get_convolved", img, flt, times=times), case, times)
        known = {w.shape: (w, b) for w, b in list(zip(wants, _bounds(reference, img, flt, times), strict=True))[least:]}
        found = [(i, image) for i, image in enumerate(_elements(answer)) if image.shape in known]
        shapes = " or ".join(map(shape_text, known))
        expect.law(answer, bool(found), f"an image of shape {shapes}", "no image of this shape")
        for i, got in found:
            want, bound = known[got.shape]
            expect.close(
                answer, got, want, scale=bound, tolerance=expect.TOLERANCE["float32"], part=f"element {i} of the list"
            )


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
    answer = student.call("get_convolved", img, flt)
    shapes = [image.shape for image in _elements(answer)]
    wanted = _shapes(case, 4)[-1]
    # Another check reports images that are missing before the last one.
    got = shape_text(shapes[-1]) if shapes else "an empty list"
    expect.law(answer, shapes[-1:] == [wanted], f"a last image of shape {shape_text(wanted)}", got)


@check("get_convolved", points=2)
@given(case=chains(room=4))
@example(case=_chain((6, 6), (2, 2), times=1))
@example(case=_chain((10, 9), (3, 2), times=1, seed=1))
@example(case=_chain((6, 10), (2, 3), times=1, seed=3))
def test_get_convolved_begins_with_the_image(student: Subject, reference: Subject, case: Case) -> None:
    """Starts with img, then img convolved once: no padding, and the kernel is not flipped."""
    for turn in turns(case):
        img, flt = _image_and_filter(case, turn)
        answer = student.call("get_convolved", strided(img) if case["strided"] else img, flt, times=2)
        wants = _arrays(reference.call("get_convolved", img, flt, times=1), case, 1)
        images, bounds = _elements(answer), _bounds(reference, img, flt, 1)
        expect.law(answer, len(images) > 1, "img and further images", f"{len(images)} images")
        for i, (got, want, bound) in enumerate(zip(images, wants, bounds, strict=False)):
            part = f"element {i} of the list"
            expect.law(answer, got.shape == want.shape, f"shape {want.shape} in {part}", f"shape {got.shape}")
            expect.close(answer, got, want, scale=bound, tolerance=expect.TOLERANCE["float32"], part=part)


@check("get_convolved", points=1)
@given(case=chains(room=5, least_width=2))
@example(case=_chain((7, 7), (2, 2), times=2))
@example(case=_chain((12, 9), (3, 2), times=3, seed=1))
@example(case=_chain((7, 7), (2, 2), times=2, seed=2))
def test_get_convolved_goes_on_from_the_last_image(student: Subject, reference: Subject, case: Case) -> None:
    """Each image is the previous one convolved once more."""
    _convolved_agree(student, reference, case, least=2, times=4)


@check("get_convolved", points=1)
@given(case=chains(room=4, least_width=2, kinds=("list", "list of int", "int64", "float64")))
@example(case=_chain((6, 6), (2, 2), times=1, kind="list of int"))
@example(case=_chain((9, 5), (3, 2), times=1, kind="list", seed=1))
@example(case=_chain((9, 5), (3, 2), times=1, kind="float64", seed=1))
def test_get_convolved_takes_lists(student: Subject, reference: Subject, case: Case) -> None:
    """The kernel may also be a nested list, or an array of integers or float64."""
    _convolved_agree(student, reference, case, least=1, times=2)


# conv_2d_by_hand

HARMLESS = {"matplotlib", "tqdm", "typing_extensions"}  # these compute no convolutions


@plain_call("conv_2d_by_hand", properties=_plane_properties)
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


def _by_hand(
    student: Subject, reference: Subject, case: Case, options: Case, turn: int = 0, view: bool = False
) -> None:
    """Compare shape and values. Another check requires a float64 array."""
    image, kernel = _plane(case, turn)
    want = expect.array(reference.call("conv_2d_by_hand", image, kernel, **options), kind="numpy", dtype="float64")
    bound = reference.call("conv_2d_by_hand", *(np.abs(a.astype("float64")) for a in (image, kernel)), **options)
    scale = float(expect.array(bound, kind="numpy", dtype="float64").max())
    answer = student.call("conv_2d_by_hand", strided(image) if view else image, kernel, **options)
    # Products of float32 numbers may be rounded to float32 before they are added up.
    tolerance = expect.tolerance(answer, case["dtype"] if case["dtype"] in FLOATS else "float64")
    expect.close(answer, expect.entries(answer, shape=want.shape), want, scale=scale, tolerance=tolerance)


def _by_hand_agrees(student: Subject, reference: Subject, case: Case, in_a_view: bool = False) -> None:
    for turn in turns(case):
        _by_hand(student, reference, case, case["options"], turn, in_a_view)


@check("conv_2d_by_hand", points=1)
@given(case=convolutions(dtypes=("uint8", "int64", *FLOATS)))
@example(case=_case((1, 1, 3, 4), (1, 1, 2, 2), dtype="float64"))
@example(case=_case((1, 1, 7, 8), (1, 1, 2, 3), dtype="uint8"))
def test_by_hand_has_the_right_shape(student: Subject, reference: Subject, case: Case) -> None:
    """Returns a float64 array of the right shape for all dtypes and rectangular kernels, with values that vary."""
    image, kernel = _plane(case)
    want = expect.array(reference.call("conv_2d_by_hand", image, kernel), kind="numpy", dtype="float64")
    answer = student.call("conv_2d_by_hand", image, kernel)
    got = expect.array(answer, kind="numpy", dtype="float64", shape=want.shape)
    varies = bool((want == want.flat[0]).all() or (got != got.flat[0]).any())
    expect.law(answer, varies, "values that vary", "the same value everywhere")


@check("conv_2d_by_hand", points=1)
@given(case=convolutions(), in_a_view=st.booleans())
@example(case=_case((1, 1, 3, 3), (1, 1, 2, 2), dtype="float64"), in_a_view=False)
@example(case=_case((1, 1, 4, 5), (1, 1, 3, 2), dtype="float64", seed=1), in_a_view=True)
def test_by_hand_at_the_defaults(student: Subject, reference: Subject, case: Case, in_a_view: bool) -> None:
    """The values are correct with the default options, and the kernel is not flipped."""
    _by_hand_agrees(student, reference, case, in_a_view)


@check("conv_2d_by_hand", points=1)
@given(case=convolutions(stride=3, square=True))
@example(case=_case((1, 1, 5, 5), (1, 1, 2, 2), dtype="float64", stride=2))
def test_by_hand_with_stride(student: Subject, reference: Subject, case: Case) -> None:
    """Shape and values are correct with a stride."""
    _by_hand_agrees(student, reference, case)


@check("conv_2d_by_hand", points=1)
@given(case=convolutions(padding=2, square=True))
@example(case=_case((1, 1, 3, 3), (1, 1, 3, 3), dtype="float64", padding=1))
def test_by_hand_with_padding(student: Subject, reference: Subject, case: Case) -> None:
    """Shape and values are correct with zero padding."""
    _by_hand_agrees(student, reference, case)


@check("conv_2d_by_hand", points=1, lenient=True)
@given(case=convolutions(dilation=3, square=True))
@example(case=_case((1, 1, 5, 5), (1, 1, 2, 2), dtype="float64", dilation=2))
def test_by_hand_with_dilation(student: Subject, reference: Subject, case: Case) -> None:
    """Shape and values are correct with a dilated kernel, also together with the other options."""
    _by_hand_agrees(student, reference, case)
    if case["seed"] == 0:
        roomy = case | {"images": (1, 1, 7, 8), "kernels": (1, 1, 3, 3)}
        for options in SEVERAL_OPTIONS:
            _combined(lambda some: _by_hand(student, reference, roomy, some), options)


@check("conv_2d_by_hand", points=1)
@given(case=convolutions(dtypes=("uint8", "int64")))
@example(case=_case((1, 1, 2, 2), (1, 1, 2, 2), dtype="uint8", seed=1))
@example(case=_case((1, 1, 3, 4), (1, 1, 2, 3), dtype="int64", seed=1))
def test_by_hand_of_whole_numbers(student: Subject, reference: Subject, case: Case) -> None:
    """The values are correct for integers, even if their products overflow uint8."""
    _by_hand_agrees(student, reference, case)


@check("conv_2d_by_hand", points=2)
def test_by_hand_needs_numpy_alone(student: Subject) -> None:
    """Convolves with Python and NumPy alone: no torch, no SciPy, no other package."""
    # A sum in which a flipped kernel makes no difference: that is another check's matter.
    answer = student.call("conv_2d_by_hand", np.full((2, 3), 2.0), np.array([[1.0, 3.0], [3.0, 1.0]]))
    expect.close(
        answer, expect.entries(answer, shape=(1, 2)), np.full((1, 2), 16.0), tolerance=expect.TOLERANCE["float32"]
    )
    packages = [name for name in student.inspect("conv_2d_by_hand") if name not in HARMLESS]
    if packages:
        raise Wrong(
            "conv_2d_by_hand uses another package",
            call="conv_2d_by_hand(image, kernel)",
            expected="only Python and NumPy, also in the functions that it calls",
            got=" and ".join(packages) + " in its source code or in that of a function that it calls",
        )
