"""Hypothesis strategies: small cases that are valid by construction."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import product
from typing import Any, TypeVar

import numpy as np
from hypothesis import example
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

Case = dict[str, Any]
Test = TypeVar("Test", bound=Callable[..., None])


def seeds() -> SearchStrategy[int]:
    """Draw a seed for the entries of an array: even seeds give small integers, odd ones normal values."""
    return st.integers(0, 999)


@lru_cache(4096)  # thousands of submissions are asked the same cases
def entries(seed: int, shape: tuple[int, ...], dtype: str = "float32") -> np.ndarray:
    """Return a read-only array made from a seed, with no zero in it; every seed gives different values."""
    rng = np.random.default_rng(seed)
    whole = seed % 2 == 0
    made = rng.integers(1, 5, shape) * rng.choice([-1, 1], shape) if whole else rng.normal(size=shape)
    made = made.astype(dtype)
    made.setflags(write=False)
    return made


INTEGERS = {"uint8": (0, 255), "uint16": (0, 65_535), "int64": (-1_000_000, 1_000_000)}
FLOATS = ("float32", "float64")


def pixels(seed: int, shape: tuple[int, ...], dtype: str) -> np.ndarray:
    """Return an image made from a seed; it is never constant.

    Every third seed gives small integers. The others give integers from the full range of the dtype, and floats
    from 0 to 1 or around 100.
    """
    rng = np.random.default_rng(seed)
    low, high = INTEGERS.get(dtype, (0, 1)) if seed % 3 else (0, 9)
    if dtype in INTEGERS or seed % 3 == 0:
        image = rng.integers(low, high, shape, endpoint=True)
    else:
        image = rng.random(shape) if seed % 3 == 1 else rng.normal(100, 30, shape)
    image.flat[0], image.flat[-1] = low, high
    return image.astype(dtype)


def places(seed: int, shape: tuple[int, ...], dtype: str) -> np.ndarray:
    """Return an image whose pixel values encode their positions."""
    row, column, *channel = np.indices(shape)
    return ((31 * row + 7 * column + 97 * sum(channel) + seed) % 251).astype(dtype)


def sides(least: int, *, odd: bool = False) -> SearchStrategy[int]:
    """Draw the side of a kernel, up to 41."""
    return st.integers(least // 2, 20).map(lambda half: 2 * half + 1) if odd else st.integers(least, 41)


def turns(case: Case) -> tuple[int, ...]:
    """Return the turns of a case, each with inputs of the same shapes and different values.

    Where the seed is 0, as in an example of every check, another input comes second, and then the first one again: the
    result must depend on the values alone.
    """
    return (0, 1, 0) if case["seed"] == 0 else (0,)


@st.composite
def pictures(draw: DrawFn, dtypes: tuple[str, ...], channels: tuple[int, ...] = ()) -> Case:
    """Draw an image of at least two entries: its shape, its memory layout and the seed of its pixels."""
    rows = draw(st.integers(1, 6))
    columns = draw(st.integers(1 if rows > 1 or channels else 2, 6))
    return {
        "shape": (rows, columns, *channels),
        "dtype": draw(st.sampled_from(dtypes)),
        "seed": draw(seeds()),
        "strided": draw(st.booleans()),
    }


@st.composite
def crops(draw: DrawFn) -> Case:
    """Draw a crop with two or three options, and an image that it fits into."""
    names = ("rows", "left", "columns")
    without_one = [tuple(name for name in names if name != other) for other in names]
    options = {name: draw(st.integers(1, 5)) for name in draw(st.sampled_from([names, names, *without_one]))}
    wanted = {"rows": 256, "left": 100, "columns": 256} | options
    rows, columns = wanted["rows"], wanted["left"] + wanted["columns"]
    return {
        "shape": (
            draw(st.integers(rows, rows + 3)),
            draw(st.integers(columns, columns + 3)),
            *draw(st.sampled_from([(), (3,), (1,), (4,)])),
        ),
        "options": options,
        # A result of another dtype is correct too, but may have only twice the bytes of the reference's.
        "dtype": draw(st.sampled_from(["uint8", "int64", *FLOATS] if len(options) == 3 else FLOATS)),
        "seed": draw(seeds()),
        "strided": draw(st.booleans()),
    }


@st.composite
def crops_too_large(draw: DrawFn) -> Case:
    """Draw a crop and the shape of an image with too few rows, columns or both."""
    options = {"rows": draw(st.integers(2, 5)), "left": draw(st.integers(1, 5)), "columns": draw(st.integers(1, 5))}
    rows, columns = options["rows"], options["left"] + options["columns"]
    lacking = draw(st.sampled_from(["rows", "columns", "both"]))
    return {
        "shape": (
            draw(st.integers(1, rows - 1) if lacking != "columns" else st.integers(rows, rows + 3)),
            draw(st.integers(1, columns - 1) if lacking != "rows" else st.integers(columns, columns + 3)),
            *draw(st.sampled_from([(), (3,), (4,)])),
        ),
        "options": options,
    }


EVERY_OPTION = [
    {"stride": stride, "padding": padding, "dilation": dilation}
    for stride, padding, dilation in product((1, 2, 3), (0, 1, 2), (1, 2, 3))
]


def away(options: Case) -> set[str]:
    """Return which of stride, padding and dilation differ from their defaults."""
    return {name for name, value in options.items() if value != (name != "padding")}


@st.composite
def windows(draw: DrawFn, *names: str, max_padding: int = 2, room: int = 4) -> Case:
    """Draw one axis: size, kernel, and these options with values other than their defaults; the kernel fits."""
    values = {"stride": st.integers(2, 3), "padding": st.integers(1, max_padding), "dilation": st.integers(2, 3)}
    options = {name: draw(values[name]) for name in names}
    kernel = draw(st.integers(1, 4))
    least = max(1, options.get("dilation", 1) * (kernel - 1) + 1 - 2 * options.get("padding", 0))
    return {"size": draw(st.integers(least, least + room)), "kernel": kernel, **options}


@st.composite
def windows_with_every_option(draw: DrawFn) -> Case:
    """Draw one axis with three options that differ from their defaults; the kernel fits without padding too."""
    case: Case = draw(windows("stride", "padding", "dilation", room=9))
    return case | {"size": case["size"] + 2 * case["padding"]}


def each(name: str, cases: Iterable[Case]) -> Callable[[Test], Test]:
    """Always run these cases, in addition to those that are drawn."""

    def add(test: Test) -> Test:
        for case in cases:
            test = example(**{name: case})(test)
        return test

    return add


@st.composite
def misfits(draw: DrawFn) -> Case:
    """Draw one axis whose dilated kernel is too large for the padded input."""
    size, padding, dilation = draw(st.integers(1, 6)), draw(st.integers(0, 2)), draw(st.integers(1, 3))
    least = (size + 2 * padding - 1) // dilation + 2
    return {
        "size": size,
        "kernel": draw(st.integers(least, least + 3)),
        "stride": draw(st.integers(1, 3)),
        "padding": padding,
        "dilation": dilation,
    }


@st.composite
def convolutions(
    draw: DrawFn,
    *,
    stride: int = 1,
    padding: int = 0,
    dilation: int = 1,
    batch: int = 1,
    channels: int = 1,
    dtypes: tuple[str, ...] = FLOATS,
    square: bool = False,
) -> Case:
    """Draw images (B, Ci, H, W), kernels (Co, Ci, h, w) and options up to these values; the kernel fits.

    Square kernels do not have another mistake's points depend on rectangular ones.
    """
    options = {
        "stride": draw(st.integers(min(stride, 2), stride)),
        "padding": draw(st.integers(min(padding, 1), padding)),
        "dilation": draw(st.integers(min(dilation, 2), dilation)),
    }
    h = draw(st.integers(1, 3))
    w = h if square else draw(st.integers(1, 4))
    rows, columns = (
        draw(st.integers(least, least + 4))
        for least in (max(2, options["dilation"] * (side - 1) + 1 - 2 * options["padding"]) for side in (h, w))
    )
    ci, co = draw(st.integers(min(channels, 2), channels)), draw(st.integers(1, channels))
    return {
        "images": (draw(st.integers(1, batch)), ci, rows, columns),
        "kernels": (co, ci, h, w),
        "options": {name: options[name] for name in options if name in away(options)},
        "seed": draw(seeds()),
        "dtype": draw(st.sampled_from(dtypes)),
    }


LAYOUTS = ("contiguous", "columns", "permuted", "cropped", "expanded")


@st.composite
def stacks(draw: DrawFn) -> Case:
    """Draw several images and kernels with several channels, and how both lie in memory."""
    case: Case = draw(convolutions(batch=3, channels=3))
    layouts = st.sampled_from(LAYOUTS)
    return case | {"layouts": (draw(layouts), draw(layouts))}


@st.composite
def chains(
    draw: DrawFn, *, times: int = 3, kinds: tuple[str, ...] = ("float32",), room: int = 0, least_width: int = 1
) -> Case:
    """Draw an image, a kernel, the number of convolutions, and the type of the kernel.

    The image is large enough for so many convolutions, or for `room` of them.
    """
    again = draw(st.integers(1, times))
    h, w = draw(st.integers(1, 3)), draw(st.integers(least_width, 3))
    return {
        "image": tuple(max(again, room) * (side - 1) + draw(st.integers(1, 4)) for side in (h, w)),
        "kernel": (h, w),
        "kind": draw(st.sampled_from(kinds)),
        "times": again,
        "seed": draw(seeds()),
        "strided": draw(st.booleans()),
    }


@st.composite
def negative_shifts(draw: DrawFn) -> Case:
    """Draw the odd side of a kernel and a shift within it, upwards or to the left or both."""
    n = draw(sides(3, odd=True))
    half = n // 2
    negative, other = draw(st.integers(-half, -1)), draw(st.integers(-half, half))
    dy, dx = draw(st.sampled_from([(negative, other), (other, negative)]))
    return {"n": n, "dy": dy, "dx": dx}


@st.composite
def shifts(draw: DrawFn, *, outside: bool = False) -> Case:
    """Draw the odd side of a kernel and a shift: within the kernel, or past its border by rows, columns or both."""
    n = draw(sides(1, odd=True))
    half = n // 2
    inside, sign = st.integers(-half, half), st.sampled_from([1, -1])
    beyond = st.integers(half + 1, n + 2)
    rows, columns = draw(st.sampled_from([(True, False), (False, True), (True, True)])) if outside else (False, False)
    dy, dx = (draw(sign) * draw(beyond) if far else draw(inside) for far in (rows, columns))
    return {"n": n, "dy": dy, "dx": dx}


@st.composite
def sweeps(draw: DrawFn) -> Case:
    """Draw an image, two to four values, and the odd side of the square kernels that belong to them."""
    side = 2 * draw(st.integers(0, 2)) + 1
    return {
        "rows": draw(st.integers(side, side + 5)),
        "columns": draw(st.integers(side, side + 5)),
        "side": side,
        "values": draw(
            st.lists(st.sampled_from([0.0, 15.0, 30.0, 45.0, -90.0, 2.5]), min_size=2, max_size=4, unique=True)
        ),
        "seed": draw(seeds()),
    }


@st.composite
def loaders(draw: DrawFn) -> Case:
    """Draw a training set whose last batch is short: number of images, batch size, epochs, seed."""
    batch_size = draw(st.integers(2, 4))
    return {
        "count": batch_size * draw(st.integers(1, 3)) + draw(st.integers(1, batch_size - 1)),
        "batch_size": batch_size,
        "epochs": draw(st.integers(1, 3)),
        "seed": draw(seeds()),
    }
