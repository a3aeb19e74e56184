"""Draw figures as SVG: arrays, curves, bars, counts and small images.

A figure is a value: arrays, numbers and titles. Whoever offers one need not know how it is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from markupsafe import escape

from grader.plots import svg
from grader.plots.colours import AMBER, LINE, Scale, short, size
from grader.plots.svg import MARGIN, Panel, Picture, frame
from grader.text import one_line
from grader.values import Items, Value

WIDTH, HEIGHT = 300, 120  # of a plot of curves, in pixels
BAR, ROW, LETTER = 160, 22, 7.3  # pixels: the longest bar, the distance of two bars, a letter
MOST_BARS, MOST_LETTERS = 10, 24  # letters of the name of a bar
CELL = 34  # pixels: a side of the cells of counts
TILE, TILES = 84, 4  # pixels: a side of a small image; images in a row


@dataclass(frozen=True)
class Line:
    """A curve with its name, (n,); what is expected is dashed."""

    name: str
    entries: np.ndarray
    dashed: bool = False


@dataclass(frozen=True)
class Curves:
    """Curves in one plot over `axis`, which begins at `start`; `mark` is the index of the entry to mark."""

    title: str
    lines: tuple[Line, ...]
    axis: str = "index"
    start: int = 0
    mark: int | None = None


@dataclass(frozen=True)
class Bars:
    """Names with their shares, from 0 to 1."""

    title: str
    shares: tuple[tuple[str, float], ...]

    @classmethod
    def of(cls, title: str, value: Value) -> Bars | None:
        """Return the bars of a list of pairs (name, share), or None if a value is anything else."""
        pairs = [x.items if isinstance(x, Items) else () for x in value.items] if isinstance(value, Items) else []
        shares = [(p[0], p[1]) for p in pairs if len(p) == 2 and isinstance(p[0], str) and isinstance(p[1], float)]
        known = pairs and len(shares) == len(pairs) and all(0 <= share <= 1 for _, share in shares)
        return cls(title, tuple(shares[:MOST_BARS])) if known else None


@dataclass(frozen=True)
class Counts:
    """How often each answer (a column) was given for each class (a row), (n, n)."""

    title: str
    counts: np.ndarray
    rows: str
    columns: str


@dataclass(frozen=True)
class Tiles:
    """Small images, (H, W), each with a caption of one or two short lines."""

    title: str
    images: tuple[tuple[str, np.ndarray], ...]


Figure = Panel | Curves | Bars | Counts | Tiles


@runtime_checkable
class Illustrated(Protocol):
    """A fixture that has figures of what a submission did when its checks ran."""

    def figures(self) -> Sequence[Figure]: ...


def draw(figures: Sequence[Figure]) -> list[Picture]:
    """Draw each figure; arrays of one group share a colour scale, and long vectors become curves."""
    wanted = [_without_rows(figure) for figure in figures]
    panels = iter(svg.draw([figure for figure in wanted if isinstance(figure, Panel)]))
    return [next(panels) if isinstance(figure, Panel) else _drawn(figure) for figure in wanted]


def _without_rows(figure: Figure) -> Figure:
    if not isinstance(figure, Panel) or figure.array.ndim > 2 or svg.numbered(np.atleast_2d(figure.array)):
        return figure
    array = np.atleast_2d(figure.array)
    if len(array) != 1:
        return figure
    return Curves(figure.title, (Line("", array[0]),), mark=figure.mark[-1] if figure.mark else None)


def _drawn(figure: Curves | Bars | Counts | Tiles) -> Picture:
    match figure:
        case Curves():
            return _curves(figure)
        case Bars():
            return _bars(figure)
        case Counts():
            return _counts(figure)
        case Tiles():
            return _tiles(figure)


def _curves(figure: Curves) -> Picture:
    """Plot entries over their index, with a line at 0 and the largest and smallest value at the side."""
    finite = [np.where(np.isfinite(line.entries), line.entries, 0).astype(np.float64) for line in figure.lines]
    low, high = (float(f([0.0, *(f(entries, initial=0) for entries in finite)])) for f in (np.min, np.max))
    longest = max(2, *map(len, finite))

    def places(entries: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        xs = MARGIN + 4 + (WIDTH - 8) * np.arange(len(entries)) / (longest - 1)
        return xs, MARGIN + 6 + (HEIGHT - 12) * (high - entries) / ((high - low) or 1.0)

    zero = places(np.zeros(1))[1][0]
    parts = [f'<path d="M{MARGIN} {zero:.1f}h{WIDTH}" stroke="{LINE}"/>']
    parts += [_line(line, *places(entries)) for line, entries in zip(figure.lines, finite, strict=True)]
    if figure.mark is not None:
        xs, ys = places(finite[-1])
        ring = f'<circle cx="{xs[figure.mark]:.1f}" cy="{ys[figure.mark]:.1f}" r="6" fill="none"'
        parts.append(f'{ring} stroke="#000" stroke-width="5"/>{ring} stroke="{AMBER}" stroke-width="3"/>')
    right, below = WIDTH + 12, HEIGHT + 18
    parts += [_word(right, 14, "start", short(high, 3)), _word(right, HEIGHT + 2, "start", short(low, 3))]
    parts += [_word(MARGIN + 4, below, "start", str(figure.start)), _word(WIDTH / 2, below, "middle", figure.axis)]
    parts += [_word(WIDTH, below, "end", str(figure.start + longest - 1))]
    named = [line for line in figure.lines if line.name]
    left = 0.0
    for line in named:
        parts.append(_key(line, left))
        left += 64 + LETTER * len(line.name)
    lengths = " and ".join(dict.fromkeys(size(entries.shape) for entries in finite))
    tall = HEIGHT + (42 if named else 24)
    return Picture(figure.title, lengths, frame(WIDTH + 90, tall, "".join(parts), figure.title), ())


def _line(line: Line, xs: np.ndarray, ys: np.ndarray) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(xs, ys, strict=True))
    if line.dashed:
        return f'<polyline points="{points}" {_DASHED}/>'
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5"/>' for x, y in zip(xs, ys, strict=True))
    return f'<polyline points="{points}" fill="none" stroke="currentColor"/><g fill="currentColor">{dots}</g>'


_DASHED = 'fill="none" stroke="currentColor" stroke-opacity=".6" stroke-width="4" stroke-dasharray="9 6"'


def _key(line: Line, x: float) -> str:
    """Explain a curve below the plot."""
    y = HEIGHT + 36
    look = _DASHED if line.dashed else 'fill="none" stroke="currentColor"'
    return f'<path d="M{x + 7} {y - 4}h34" {look}/>{_word(x + 48, y, "start", line.name)}'


def _word(x: float, y: float, anchor: str, text: str) -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" fill="currentColor">{escape(text)}</text>'


def _bars(figure: Bars) -> Picture:
    names = [one_line(name, MOST_LETTERS) for name, _ in figure.shares]
    left = MARGIN + LETTER * max(map(len, names), default=0) + 8
    parts = []
    for i, (name, (_, share)) in enumerate(zip(names, figure.shares, strict=True)):
        y, long = MARGIN + i * ROW, max(1.0, BAR * min(max(share, 0.0), 1.0))
        parts.append(_word(left - 8, y + 15, "end", name))
        parts.append(f'<rect x="{left:g}" y="{y + 3}" width="{long:.1f}" height="{ROW - 6}" fill="currentColor"/>')
        parts.append(_word(left + long + 6, y + 15, "start", f"{share:.1%}"))
    told = ", ".join(f"{name} {share:.1%}" for name, (_, share) in zip(names, figure.shares, strict=True))
    drawn = frame(left + BAR + 60, ROW * len(names), "".join(parts), f"{figure.title}: {told}")
    return Picture(figure.title, "", drawn, ())


def _counts(figure: Counts) -> Picture:
    """Draw counts; colours show the square roots of a row's shares, so that rare answers are visible."""
    counts = figure.counts
    shares = np.sqrt(counts / np.maximum(counts.sum(axis=1, keepdims=True), 1))
    words = np.array([[str(count) if count else "" for count in row] for row in counts.tolist()], dtype=object)
    inside = svg.cells(Scale(1.0, signed=False).rgb(shares), words, CELL, CELL)
    heads = "".join(
        _word(-12, (i + 0.5) * CELL + 6, "middle", str(i)) + _word((i + 0.5) * CELL + 3, -8, "middle", str(i))
        for i in range(len(counts))
    )
    moved = f'<g transform="translate(24 24)">{heads}{inside}</g>'
    legend = f"Each row is {figure.rows}, each column {figure.columns}; brighter is a larger part of the row."
    side = CELL * len(counts) + 24
    return Picture(figure.title, size(counts.shape), frame(side, side, moved, figure.title), (legend,))


def _tiles(figure: Tiles) -> Picture:
    parts = []
    for i, (caption, array) in enumerate(figure.images):
        x, y = MARGIN + i % TILES * (TILE + 30), MARGIN + i // TILES * (TILE + 42)
        parts.append(svg.image(Scale.of(array).rgb(array), x + 13, y, TILE, TILE))
        parts += [_word(x + 13 + TILE / 2, y + TILE + 15 * j, "middle", line) for j, line in _numbered(caption)]
    rows, columns = -(-len(figure.images) // TILES), min(len(figure.images), TILES)
    drawn = frame(columns * (TILE + 30), rows * (TILE + 42), "".join(parts), figure.title)
    return Picture(figure.title, "", drawn, ())


def _numbered(caption: str) -> list[tuple[int, str]]:
    return list(enumerate(caption.splitlines()[:2], start=1))
