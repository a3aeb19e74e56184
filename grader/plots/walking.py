"""Draw how a kernel walks over an image, as an animation: the windows, and the entries that they give."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from grader.plots.colours import AMBER, LINE, NOISE, Scale, ink

CELL, GAP, HEAD, FOOT = 38, 26, 24, 34  # pixels
MOST_SIDE, MOST_STEPS = 12, 36  # of the padded image; of the kernel
COLOURS = 128  # of a GIF
PACE, REST = 700, 2500  # milliseconds for each step and for the last one
INK = "#222222"


@dataclass(frozen=True)
class Walk:
    """An image and a kernel, with the right result and, if it has the same shape, the one that came out; all 2-D."""

    image: np.ndarray
    kernel: np.ndarray
    expected: np.ndarray
    got: np.ndarray | None
    stride: int = 1
    padding: int = 0
    dilation: int = 1

    @property
    def fits(self) -> bool:
        """Whether the kernel takes as many steps as the right result has entries, and few enough to be drawn."""
        sides = [side + 2 * self.padding for side in self.image.shape]
        ways = [n - self.dilation * (k - 1) - 1 for n, k in zip(sides, self.kernel.shape, strict=True)]
        if min(ways) < 0 or min(self.stride, self.dilation) < 1 or self.padding < 0:
            return False
        steps = tuple(way // self.stride + 1 for way in ways)
        return steps == self.expected.shape and max(sides) <= MOST_SIDE and self.expected.size <= MOST_STEPS

    @cached_property
    def wrong(self) -> np.ndarray:
        """Where the results clearly differ, (H, W) bool."""
        if self.got is None:
            return np.zeros(self.expected.shape, dtype=bool)
        with np.errstate(all="ignore"):
            gap = np.abs(self.got.astype(np.float64) - self.expected.astype(np.float64))
        near: np.ndarray = gap <= 1e-5 * max(float(np.abs(self.expected).max()), 1e-30)
        return ~near

    @cached_property
    def frames(self) -> list[Image.Image]:
        """One frame for each step of the kernel."""
        return [_frame(self, step) for step in range(self.expected.size)]

    @property
    def gif(self) -> bytes:
        # All frames have the colours of the last one, and one palette for all is much faster than one for each.
        palette = self.frames[-1].quantize(COLOURS)
        frames = [frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in self.frames]
        return animated(frames, [PACE] * (len(frames) - 1) + [REST])

    @property
    def still(self) -> bytes:
        """The step of the first wrong entry, or the last step, as PNG."""
        content = io.BytesIO()
        self.frames[int(self.wrong.argmax()) if self.wrong.any() else -1].save(content, "PNG")
        return content.getvalue()

    @property
    def words(self) -> str:
        wrong = f"; {int(self.wrong.sum())} of {self.wrong.size} entries are wrong" if self.wrong.any() else ""
        return f"the kernel with stride {self.stride}, padding {self.padding}, dilation {self.dilation}{wrong}"


def animated(frames: Sequence[Image.Image], milliseconds: Sequence[int] | int) -> bytes:
    """Return a looping GIF."""
    first, *others = frames
    content = io.BytesIO()
    first.save(content, format="GIF", save_all=True, append_images=others, duration=milliseconds, loop=0)
    return content.getvalue()


@dataclass(frozen=True)
class _Part:
    """An array in a frame: its entries up to number `done`, and the cells to outline."""

    title: str
    array: np.ndarray
    scale: Scale
    done: int
    marks: Sequence[tuple[int, int]] = ()
    frame: int = 0  # how many rows and columns at each side are padding

    @property
    def width(self) -> int:
        return int(self.array.shape[1]) * CELL + GAP


def _parts(walk: Walk, step: int) -> list[_Part]:
    row, column = divmod(step, walk.expected.shape[1])
    padded = np.pad(walk.image, walk.padding)
    title = "image, padded" if walk.padding else "image"
    parts = [_Part(title, padded, Scale.of(padded), padded.size, _window(walk, row, column), walk.padding)]
    parts.append(_Part("kernel", walk.kernel, Scale.of(walk.kernel), walk.kernel.size))
    answers = [walk.expected] if walk.got is None else [walk.expected, walk.got]
    parts.append(_Part("expected", walk.expected, Scale.of(*answers), step, [(row, column)]))
    if walk.got is not None:
        wrong = [divmod(i, walk.expected.shape[1]) for i in np.flatnonzero(walk.wrong).tolist() if i <= step]
        parts.append(_Part("got", walk.got, Scale.of(*answers), step, wrong))
    return parts


def _frame(walk: Walk, step: int) -> Image.Image:
    parts = _parts(walk, step)
    height = HEAD + CELL * max(len(part.array) for part in parts) + FOOT
    frame = Image.new("RGB", (GAP + sum(part.width for part in parts), height), "white")
    pen, left = ImageDraw.Draw(frame), GAP
    for part in parts:
        _draw(pen, left, part)
        left += part.width
    caption = _caption(walk, *divmod(step, walk.expected.shape[1]))
    pen.text((GAP, height - FOOT + 10), caption, fill=INK, font=_font(15))
    return frame


def _window(walk: Walk, row: int, column: int) -> list[tuple[int, int]]:
    """Return the entries of the padded image that one step multiplies by the kernel."""
    top, left = row * walk.stride, column * walk.stride
    return [(top + i * walk.dilation, left + j * walk.dilation) for i, j in np.ndindex(*walk.kernel.shape)]


def _draw(pen: ImageDraw.ImageDraw, left: int, part: _Part) -> None:
    pen.text((left, 4), part.title, fill=INK, font=_font(14))
    colours = part.scale.rgb(part.array)
    for i, (r, c) in enumerate(np.ndindex(*part.array.shape)):
        x, y = left + c * CELL, HEAD + r * CELL
        fill = tuple(colours[r, c].tolist()) if i <= part.done else "white"
        pen.rectangle((x, y, x + CELL, y + CELL), fill=fill, outline=LINE)
        if i <= part.done:
            word = _number(float(part.array[r, c]), 3, NOISE * part.scale.limit)
            font = _font(13 if len(word) < 5 else 10)
            pen.text((x + CELL / 2, y + CELL / 2), word, fill=ink(colours[r, c]), font=font, anchor="mm")
    if part.frame:
        edge, top = part.frame * CELL, HEAD + part.frame * CELL
        box = (left + edge, top, left + part.width - GAP - edge, HEAD + CELL * len(part.array) - edge)
        pen.rectangle(box, outline="white", width=3)
        pen.rectangle(box, outline="black", width=1)
    for r, c in part.marks:
        _outline(pen, left + c * CELL, HEAD + r * CELL)


def _outline(pen: ImageDraw.ImageDraw, x: int, y: int) -> None:
    """Outline a cell in amber and black, as pictures do."""
    pen.rectangle((x, y, x + CELL, y + CELL), outline="black", width=4)
    pen.rectangle((x + 1, y + 1, x + CELL - 1, y + CELL - 1), outline=AMBER, width=2)


def _caption(walk: Walk, row: int, column: int) -> str:
    words = f"[{row}, {column}]  expected {_number(walk.expected[row, column])}"
    if walk.got is None:
        return words
    return f"{words}, got {_number(walk.got[row, column])}{': wrong' if walk.wrong[row, column] else ''}"


def _number(number: float, digits: int = 4, noise: float = 0.0) -> str:
    return "0" if abs(number) <= noise else f"{number:.{digits}g}"


@cache
def _font(size: int) -> ImageFont.ImageFont | ImageFont.FreeTypeFont:
    return ImageFont.load_default(size)
