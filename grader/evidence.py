"""The figures that a report shows of a submission, as plain data beside its record: `evidence.npz`.

It is a zip archive of NumPy arrays, with an index of what they are as JSON. Nothing depends on it but pictures.
"""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import prod
from pathlib import Path
from typing import Annotated, Literal

import msgspec
import numpy as np
from msgspec import Meta, Struct

from grader.files import EARLIEST
from grader.plots.charts import Bars, Counts, Curves, Figure, Line, Tiles
from grader.plots.svg import Panel
from grader.text import printable
from grader.values import DTYPES

FILE = "evidence.npz"
INDEX = "index.json"
MOST_OF_ONE, MOST = 1 << 16, 1 << 20  # bytes of the arrays of one exercise, and of all
MOST_FIGURES, MOST_ARRAYS = 8, 10  # of one exercise, and of one figure
SIDES = (600, 210, 105, 75, 50, 25, 10)  # an array is thinned out until its exercise's fit
LARGEST_INDEX = 1 << 18
Length = Annotated[int, Meta(ge=0)]
Title = Annotated[str, Meta(max_length=200)]
Places = Annotated[tuple[Length, ...], Meta(max_length=16)]


class Entry(Struct, frozen=True, omit_defaults=True):
    """A figure without its arrays, which are the members with these numbers; each may have a label.

    `dashed` has the numbers of the curves that are, among those of the figure.
    """

    kind: Literal["panel", "curves", "bars", "counts", "tiles"]
    title: Title
    members: Annotated[tuple[Length, ...], Meta(max_length=MOST_ARRAYS)]
    labels: Annotated[tuple[Title, ...], Meta(max_length=MOST_ARRAYS)] = ()
    mark: Places | None = None
    group: Title = ""
    whole: Places = ()
    signed: bool = False
    dashed: Places = ()
    start: int = 0


class Index(Struct, frozen=True):
    """What the arrays are: the figures of each exercise, and the digest of the report that they belong to."""

    digest: str
    exercises: dict[str, Annotated[tuple[Entry, ...], Meta(max_length=MOST_FIGURES)]]


Figures = Mapping[str, Sequence[Figure]]


def bounded(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Thin out large arrays until all together have at most MOST_OF_ONE bytes; none if that is impossible.

    Other figures than arrays are left out if they are large.
    """
    shown = [f for f in figures if isinstance(f, Panel) or _size(f) <= MOST_OF_ONE // 4][:MOST_FIGURES]
    for side in SIDES:
        kept = tuple(_thinned(f, side) if isinstance(f, Panel) else f for f in shown)
        if sum(map(_size, kept)) <= MOST_OF_ONE:
            return kept
    return ()


def _size(figure: Figure) -> int:
    return sum(array.nbytes for array in _arrays(figure))


def _thinned(panel: Panel, side: int) -> Panel:
    shape = panel.array.shape
    axes = min(len(shape), 2)
    steps = [-(-length // side) or 1 for length in shape[:axes]]
    array = np.ascontiguousarray(panel.array[tuple(slice(None, None, step) for step in steps)])
    if array.dtype == np.float64 and array.size > side:
        with np.errstate(over="ignore"):
            array = array.astype(np.float32)  # its numbers are not shown
    mark = tuple(at // step for at, step in zip(panel.mark, steps, strict=True)) if panel.mark else None
    return replace(panel, array=array, mark=mark, whole=panel.whole or (shape if array.shape != shape else ()))


def _arrays(figure: Figure) -> list[np.ndarray]:
    match figure:
        case Panel():
            return [figure.array]
        case Curves():
            return [line.entries for line in figure.lines]
        case Bars():
            return [np.array([share for _, share in figure.shares], dtype=np.float64)]
        case Counts():
            return [figure.counts]
        case Tiles():
            return [array for _, array in figure.images]


def _entry(figure: Figure, members: tuple[int, ...]) -> Entry:
    title = printable(figure.title, 200)
    match figure:
        case Panel():
            whole, group = figure.whole, printable(figure.group, 200)
            return Entry("panel", title, members, (), figure.mark, group, whole, figure.signed)
        case Curves():
            names = _labels(line.name for line in figure.lines)
            dashed = tuple(i for i, line in enumerate(figure.lines) if line.dashed)
            mark = None if figure.mark is None else (figure.mark,)
            return Entry("curves", title, members, names, mark, figure.axis, dashed=dashed, start=figure.start)
        case Bars():
            return Entry("bars", title, members, _labels(name for name, _ in figure.shares))
        case Counts():
            return Entry("counts", title, members, _labels((figure.rows, figure.columns)))
        case Tiles():
            return Entry("tiles", title, members, _labels(caption for caption, _ in figure.images))


def _labels(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(printable(text, 200) for text in texts)


def to_bytes(figures: Figures, digest: str) -> bytes:
    """Return the content of the file: always the same bytes for the same figures."""
    arrays: list[np.ndarray] = []
    exercises: dict[str, tuple[Entry, ...]] = {}
    room = MOST
    for exercise, shown in figures.items():
        size = sum(map(_size, shown))
        if not shown or size > room:
            continue
        room -= size
        entries = []
        for figure in shown:
            own = _arrays(figure)
            entries.append(_entry(figure, tuple(range(len(arrays), len(arrays) + len(own)))))
            arrays += own
        exercises[exercise] = tuple(entries)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(INDEX, EARLIEST), msgspec.json.encode(Index(digest, exercises)))
        for number, array in enumerate(arrays):
            member = io.BytesIO()
            np.lib.format.write_array(member, np.ascontiguousarray(array), allow_pickle=False)
            name = zipfile.ZipInfo(f"{number}.npy", EARLIEST)
            archive.writestr(name, member.getvalue(), zipfile.ZIP_DEFLATED)
    return content.getvalue()


def load(file: Path, digest: str) -> dict[str, tuple[Figure, ...]] | None:
    """Read the figures of each exercise; None if the file is missing, invalid or of another report.

    The file may have been tampered with, so nothing in it is believed about its size.
    """
    try:
        return _read(file, digest)
    except Exception:  # NumPy, zipfile and zlib raise many kinds
        return None


def _read(file: Path, digest: str) -> dict[str, tuple[Figure, ...]]:
    if file.stat().st_size > 2 * MOST:
        raise ValueError("too large")
    with zipfile.ZipFile(file) as archive:
        index = msgspec.json.decode(_content(archive, INDEX, LARGEST_INDEX), type=Index)
        if index.digest != digest:
            raise ValueError("of another report")
        room = MOST
        found = {}
        for exercise, entries in index.exercises.items():
            figures = []
            for entry in entries:
                arrays = []
                for number in entry.members:
                    arrays.append(_array(_content(archive, f"{number}.npy", room + 1000)))
                    room -= arrays[-1].nbytes
                figures.append(_figure(entry, arrays))
            found[exercise] = tuple(figures)
        return found


def _content(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    with archive.open(name) as member:
        content = member.read(most + 1)
    if len(content) > most:
        raise ValueError("too large")
    return content


def _array(content: bytes) -> np.ndarray:
    """Decode an array of numbers in NumPy's format, without trusting its header."""
    stream = io.BytesIO(content)
    if np.lib.format.read_magic(stream) != (1, 0):
        raise ValueError("another format")
    shape, in_columns, dtype = np.lib.format.read_array_header_1_0(stream, max_header_size=1000)
    body = content[stream.tell() :]
    known = not dtype.hasobject and dtype.name in DTYPES and dtype.isnative
    if not known or in_columns or len(shape) not in (1, 2, 3) or any(side < 0 for side in shape):
        raise ValueError("not an array of numbers")
    if len(body) != prod(shape) * dtype.itemsize or max(shape) > MOST or (len(shape) == 3 and shape[2] != 3):
        raise ValueError("a wrong length")
    return np.frombuffer(body, dtype).reshape(shape)


def _figure(entry: Entry, arrays: list[np.ndarray]) -> Figure:
    """Return the figure of an entry. Raises ValueError, or another exception, if it is none."""
    texts = (entry.title, entry.group, *entry.labels)
    if not all(line.isprintable() for text in texts for line in text.split("\n")):
        raise ValueError("not a text")
    pairs = [*zip(entry.labels, arrays, strict=False)]
    match entry.kind:
        case "panel":
            [array] = arrays
            _require(entry.mark is None or len(entry.mark) == min(array.ndim, 2))
            _require(all(at < side for at, side in zip(entry.mark or (), array.shape, strict=False)))
            return Panel(entry.title, array, entry.mark, entry.group, entry.whole, entry.signed)
        case "curves":
            lines = tuple(Line(name, array, i in entry.dashed) for i, (name, array) in enumerate(pairs))
            _require(bool(lines) and all(array.ndim == 1 and array.size for _, array in pairs))
            mark = entry.mark[0] if entry.mark else None
            _require(mark is None or mark < len(lines[-1].entries))
            return Curves(entry.title, lines, entry.group, entry.start, mark)
        case "bars":
            [shares] = arrays
            _require(shares.shape == (len(entry.labels),) and bool(np.isfinite(shares).all()))
            return Bars(entry.title, tuple(zip(entry.labels, map(float, shares), strict=True)))
        case "counts":
            [counts], [rows, columns] = arrays, entry.labels
            _require(counts.ndim == 2 and counts.shape[0] == counts.shape[1] <= 100 and counts.dtype.kind in "iu")
            return Counts(entry.title, counts, rows, columns)
        case "tiles":
            _require(bool(pairs) and all(array.ndim == 2 and 0 < max(array.shape) <= 100 for _, array in pairs))
            return Tiles(entry.title, tuple(pairs))


def _require(holds: bool) -> None:
    if not holds:
        raise ValueError("not a figure")
