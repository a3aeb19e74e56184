"""What can be drawn: small, legal cases, made by construction."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

Case = dict[str, Any]


def seeds() -> SearchStrategy[int]:
    """Draw a number from which an array's entries are made; even: small whole numbers, odd: normal ones."""
    return st.integers(0, 999)


def entries(seed: int, shape: tuple[int, ...], dtype: str = "float32") -> np.ndarray:
    """Return an array made from a seed, without a zero in it; every seed gives other values."""
    rng = np.random.default_rng(seed)
    if seed % 2 == 0:
        return (rng.integers(1, 5, shape) * rng.choice([-1, 1], shape)).astype(dtype)
    return rng.normal(size=shape).astype(dtype)


@st.composite
def windows(draw: DrawFn, max_stride: int = 3, max_padding: int = 2, max_dilation: int = 3, room: int = 4) -> Case:
    """Draw one axis: size, kernel, stride, padding, dilation; the kernel fits."""
    kernel = draw(st.integers(1, 4))
    dilation = draw(st.integers(1, max_dilation))
    padding = draw(st.integers(0, max_padding))
    least = max(1, dilation * (kernel - 1) + 1 - 2 * padding)
    return {
        "size": draw(st.integers(least, least + room)),
        "kernel": kernel,
        "stride": draw(st.integers(1, max_stride)),
        "padding": padding,
        "dilation": dilation,
    }


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
    draw: DrawFn, *, stride: int = 1, padding: int = 0, dilation: int = 1, batch: int = 1, channels: int = 1
) -> Case:
    """Draw images (B, Ci, H, W), kernels (Co, Ci, h, w) and options up to these values; the kernel fits."""
    options = {
        "stride": draw(st.integers(min(stride, 2), stride)),
        "padding": draw(st.integers(min(padding, 1), padding)),
        "dilation": draw(st.integers(min(dilation, 2), dilation)),
    }
    h, w = draw(st.integers(1, 3)), draw(st.integers(1, 4))
    rows, columns = (
        draw(st.integers(least, least + 4))
        for least in (max(2, options["dilation"] * (side - 1) + 1 - 2 * options["padding"]) for side in (h, w))
    )
    ci, co = draw(st.integers(min(channels, 2), channels)), draw(st.integers(1, channels))
    return {
        "images": (draw(st.integers(1, batch)), ci, rows, columns),
        "kernels": (co, ci, h, w),
        "options": {key: value for key, value in options.items() if value != (key != "padding")},
        "seed": draw(seeds()),
        "dtype": draw(st.sampled_from(["float32", "float64"])),
    }


@st.composite
def sweeps(draw: DrawFn) -> Case:
    """Draw an image, two to four values, and the side of the square odd kernels that belong to them."""
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
