"""The arrays of the failures that a report shows, as plain data beside the record: `evidence.npz`.

It is a zip archive of NumPy arrays, with an index of their titles as JSON. Nothing depends on it but pictures.
"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import prod
from pathlib import Path
from typing import Annotated

import msgspec
import numpy as np
from msgspec import Meta, Struct

from grader.plots.svg import Panel
from grader.text import printable
from grader.values import DTYPES

FILE = "evidence.npz"
INDEX = "index.json"
MOST_OF_ONE, MOST = 1 << 16, 1 << 20  # bytes of the arrays of one exercise, and of all
MOST_PANELS = 8  # of one exercise
SIDES = (600, 210, 105, 75, 50, 25, 10)  # an array is thinned out until its exercise's fit
LARGEST_INDEX = 1 << 18
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the time of all members, so that equal evidence has equal bytes
Length = Annotated[int, Meta(ge=0)]
Title = Annotated[str, Meta(max_length=200)]
Places = Annotated[tuple[Length, ...], Meta(max_length=16)]


class Entry(Struct, frozen=True, omit_defaults=True):
    """A panel without its array, which is the member with this number."""

    title: Title
    member: Length
    mark: Places | None = None
    group: Title = ""
    whole: Places = ()
    signed: bool = False


class Index(Struct, frozen=True):
    """What the arrays are: the panels of each exercise, and the digest of the report that they belong to."""

    digest: str
    exercises: dict[str, Annotated[tuple[Entry, ...], Meta(max_length=MOST_PANELS)]]


Panels = Mapping[str, Sequence[Panel]]


def bounded(panels: Sequence[Panel]) -> tuple[Panel, ...]:
    """Thin out large arrays until all together have at most MOST_OF_ONE bytes; none if that is impossible."""
    for side in SIDES:
        kept = tuple(_thinned(panel, side) for panel in panels[:MOST_PANELS])
        if sum(panel.array.nbytes for panel in kept) <= MOST_OF_ONE:
            return kept
    return ()


def _thinned(panel: Panel, side: int) -> Panel:
    shape = panel.array.shape
    axes = min(len(shape), 2)
    steps = [-(-length // side) or 1 for length in shape[:axes]]
    array = np.ascontiguousarray(panel.array[tuple(slice(None, None, step) for step in steps)])
    if array.dtype == np.float64 and array.size > side:
        with np.errstate(over="ignore"):
            array = array.astype(np.float32)  # its numbers are not shown
    mark = tuple(at // step for at, step in zip(panel.mark, steps, strict=True)) if panel.mark else None
    whole = panel.whole or (shape if array.shape != shape else ())
    return replace(panel, title=printable(panel.title, 200), array=array, mark=mark, whole=whole)


def to_bytes(panels: Panels, digest: str) -> bytes:
    """Return the content of the file: always the same bytes for the same panels."""
    arrays: list[np.ndarray] = []
    exercises: dict[str, tuple[Entry, ...]] = {}
    room = MOST
    for exercise, shown in panels.items():
        size = sum(panel.array.nbytes for panel in shown)
        if not shown or size > room:
            continue
        room -= size
        numbers = range(len(arrays), len(arrays) + len(shown))
        exercises[exercise] = tuple(
            Entry(p.title, n, p.mark, p.group, p.whole, p.signed) for p, n in zip(shown, numbers, strict=True)
        )
        arrays += [panel.array for panel in shown]
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(INDEX, EARLIEST), msgspec.json.encode(Index(digest, exercises)))
        for number, array in enumerate(arrays):
            member = io.BytesIO()
            np.lib.format.write_array(member, array, allow_pickle=False)
            archive.writestr(_member(number), member.getvalue(), zipfile.ZIP_DEFLATED)
    return content.getvalue()


def _member(number: int) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(f"{number}.npy", EARLIEST)


def load(file: Path, digest: str) -> dict[str, tuple[Panel, ...]] | None:
    """Read the panels of each exercise; None if the file is missing, invalid or of another report.

    The file may have been tampered with, so nothing in it is believed about its size.
    """
    try:
        return _read(file, digest)
    except Exception:  # NumPy, zipfile and zlib raise many kinds
        return None


def _read(file: Path, digest: str) -> dict[str, tuple[Panel, ...]]:
    if file.stat().st_size > 2 * MOST:
        raise ValueError("too large")
    with zipfile.ZipFile(file) as archive:
        index = msgspec.json.decode(_content(archive, INDEX, LARGEST_INDEX), type=Index)
        if index.digest != digest:
            raise ValueError("of another report")
        room = MOST
        found = {}
        for exercise, entries in index.exercises.items():
            panels = []
            for entry in entries:
                array = _array(_content(archive, f"{entry.member}.npy", room + 1000))
                room -= array.nbytes
                panels.append(_panel(entry, array))
            found[exercise] = tuple(panels)
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


def _panel(entry: Entry, array: np.ndarray) -> Panel:
    sides = array.shape[:2]
    inside = entry.mark is None or (
        len(entry.mark) == min(array.ndim, 2) and all(at < side for at, side in zip(entry.mark, sides, strict=True))
    )
    if not entry.title.isprintable() or not inside:
        raise ValueError("not a panel")
    return Panel(entry.title, array, entry.mark, entry.group, entry.whole, entry.signed)
