"""Say which figures there are, and how those of images and kernels are drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from scipy.ndimage import correlate

from grader import plots as paint
from grader.tutorial.gallery.functions import Studio
from grader.tutorial.pictures import chelsea

TIMES = ("raw", "once", "twice", "three times", "four times")
PUPILS = ((72, 72), (92, 213))  # row, column
EYE = (slice(72, 112), slice(193, 233))


@dataclass(frozen=True)
class Figure:
    """A figure of the gallery: the functions that it needs, and how it is drawn with them."""

    file: str
    title: str
    caption: str
    needs: tuple[str, ...]
    draw: Callable[[Studio, str], bytes]  # the studio and the title, to a PNG or a GIF


@dataclass(frozen=True)
class Filter:
    """A call that makes a kernel, and its word at the edge of the figure."""

    word: str
    function: str
    arguments: tuple[int, ...]
    options: tuple[tuple[str, float], ...] = ()

    def kernel(self, studio: Studio) -> np.ndarray:
        options: dict[str, Any] = dict(self.options)
        return studio.kernel(self.function, *self.arguments, **options)


def strips(studio: Studio, title: str, *, make: Callable[[Studio], list[tuple[str, np.ndarray]]], alike: bool) -> bytes:
    """Draw a row for each kernel: the picture, four times convolved, and the kernel.

    `alike` images share the raw picture's limits, so that what gets brighter looks brighter.
    """
    kernels = make(studio)
    rows = [studio.convolved(kernel) for _, kernel in kernels]
    figure, axes = paint.sheet(len(rows), len(TIMES) + 1, title)
    shared = paint.limit_of(studio.picture) if alike else 0.0
    for row, ((word, kernel), images) in enumerate(zip(kernels, rows, strict=True)):
        for ax, image, times in zip(axes[row], images, TIMES, strict=False):
            paint.picture(ax, image, limit=shared, frame=studio.picture.shape, title=times if row == 0 else "")
        axes[row, 0].set_ylabel(word if len(rows) > 1 else "", fontsize=9)
        paint.kernel(axes[row, -1], kernel, "filter" if row == 0 else "")
    return paint.png(figure)


def strip(file: str, title: str, caption: str, *filters: Filter, alike: bool = False) -> Figure:
    """Return the figure of some filters, one row for each."""

    def make(studio: Studio) -> list[tuple[str, np.ndarray]]:
        return [(item.word, item.kernel(studio)) for item in filters]

    needs = ("get_convolved", *dict.fromkeys(item.function for item in filters))
    return Figure(file, title, caption, needs, partial(strips, make=make, alike=alike))


def random_kernels(_studio: Studio) -> list[tuple[str, np.ndarray]]:
    """Return three kernels that nobody designed."""
    generator = np.random.default_rng(213)
    return [(f"no. {i}", generator.standard_normal((7, 7))) for i in (1, 2, 3)]


def preparation(studio: Studio, title: str) -> bytes:
    """Draw the way from the colour photograph to the standardized crop."""
    gray = studio.gray()
    cut = studio.cut(gray)
    standardized = studio.standardized(cut)
    figure, axes = paint.sheet(1, 4, title, (2.6, 2.6))
    colour, *plain = axes[0]
    colour.imshow(chelsea())
    colour.set_title("chelsea", fontsize=9)
    paint.bare(colour)
    paint.grays(plain[0], gray, (0, 255), title="to_gray")
    paint.grays(plain[1], cut, (0, 255), title="crop")
    paint.picture(plain[2], standardized, title="standardize")
    plain[2].set_anchor("N")
    for ax, image in ((colour, chelsea()), (plain[0], gray), (plain[1], cut)):
        ax.set_anchor("N")
        size = " × ".join(map(str, image.shape))
        ax.set_xlabel(f"{size}, {image.min():.3g} to {image.max():.3g}", fontsize=8, color=paint.QUIET, labelpad=3)
    return paint.png(figure)


def profiles(studio: Studio, title: str) -> bytes:
    """Draw the three filters of one dimension."""
    names = ("gaussian", "dgaussian", "ddgaussian")
    x = np.linspace(-3, 3, 61)
    curves = [studio.profile(name, len(x)) for name in names]
    figure, axes = paint.sheet(1, 3, title, (3.0, 2.4))
    for ax, name, curve in zip(axes[0], names, curves, strict=True):
        ax.axhline(0, color="#bbbbbb", linewidth=0.8)
        ax.plot(x, curve, color=paint.INK)
        ax.set_title(name, fontsize=9)
        ax.tick_params(labelsize=8)
        ax.spines[["top", "right"]].set_visible(False)
    return paint.png(figure)


def options(studio: Studio, title: str) -> bytes:
    """Draw what padding, stride and dilation do to a small piece of the picture, pixel by pixel."""
    eye, blur = studio.cropped[EYE] / np.float32(255), np.full((7, 7), 1 / 49)
    cases: list[dict[str, int]] = [{}, *({"padding": p} for p in (1, 2, 3)), {"stride": 2}, {"dilation": 2}]
    results = [studio.conv_2d(eye, blur, **case) for case in cases]
    figure, axes = paint.sheet(2, 4, title, (2.1, 2.6))
    words = ["input", *(", ".join(f"{k} {v}" for k, v in case.items()) or "no padding, stride 1" for case in cases)]
    for ax, image, word in zip(axes.flat, [eye, *results], words, strict=False):
        paint.grays(ax, image, (0, float(eye.max()) or 1.0), eye.shape, word)
        ax.set_xlabel(f"{image.shape[0]} × {image.shape[1]}", fontsize=8, color=paint.QUIET)
    paint.kernel(axes.flat[-1], blur, "filter")
    return paint.png(figure)


def turning(studio: Studio, _title: str) -> bytes:
    """Animate an edge detector that turns once around."""
    angles = range(0, 360, 20)
    kernels = [studio.kernel("gabor", 21, degrees=float(a)) for a in angles]
    frames = studio.swept(kernels, angles)
    # One limit for all: where an edge answers best, it is brightest.
    return paint.gif(list(frames), kernels, [f"gabor, {a}°" for a in angles], [paint.limit_of(frames)] * len(frames))


def growing(studio: Studio, _title: str) -> bytes:
    """Animate a spot detector that grows, and shrinks again."""
    sizes = range(7, 33, 2)
    kernels = [studio.kernel("ddgaussian2d", n) for n in sizes]
    frames = studio.swept(kernels, sizes)
    order = [*range(len(sizes)), *range(len(sizes) - 2, 0, -1)]
    return paint.gif(
        [frames[i] for i in order],
        [kernels[i] for i in order],
        [f"spots, side {sizes[i]}" for i in order],
        [paint.limit_of(frames[i]) for i in order],
    )


def pupil(studio: Studio, title: str) -> bytes:
    """Draw where pupil_kernel answers most strongly."""
    kernel = studio.pupil_kernel()
    picture = studio.picture
    response = correlate(picture.astype(np.float64), kernel, mode="constant")
    row, column = (int(i) for i in np.unravel_index(int(response.argmax()), response.shape))
    distance = min(float(np.hypot(row - y, column - x)) for y, x in PUPILS)
    figure, axes = paint.sheet(1, 3, title, (3.2, 3.75))
    paint.picture(axes[0, 0], picture, title="standardized crop")
    paint.kernel(axes[0, 1], kernel, "pupil_kernel")
    paint.picture(axes[0, 2], response, title=f"response: largest at row {row}, column {column}")
    for ax in (axes[0, 0], axes[0, 2]):
        ax.plot(column + 0.5, row + 0.5, "+", color=paint.ACCENT, markersize=14, markeredgewidth=2)
        for y, x in PUPILS:
            ax.plot(x + 0.5, y + 0.5, "o", color="#ffd23f", markersize=14, markeredgewidth=1.2, fillstyle="none")
    axes[0, 2].set_xlabel(f"{distance:.0f} pixels from the nearer pupil", fontsize=8, color=paint.QUIET)
    return paint.png(figure)
