"""Ask a locked worker for the fingerprints of a submission's tokens; nothing is tokenised here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from grader.asking.isolated import Isolated, Policy
from grader.course import Course
from grader.grading import costs
from grader.intake.submission import Sources
from grader.sandbox.processes import KitError, ZygoteProcess
from grader.subject import Fault
from grader.values import Array, Request, Returned
from grader.worker.tokens import CELL, COLUMNS, WINDOW

ROOM = 1 << 20  # bytes of a submission's fingerprints
COURSE_ROOM = 32 << 20
MOST_LINE = 1 << 24


class Print(NamedTuple):
    """A fingerprint: of a file and a definition, by number, the token that it begins with, and its lines.

    `function` is the number of the exercise's function that the definition is, or −1; `begin` and `end` are the
    definition's own lines.
    """

    hash: int
    file: int
    function: int
    definition: int
    token: int
    first: int
    last: int
    begin: int
    end: int


@dataclass(frozen=True)
class Prints:
    """The fingerprints of a submission, with the names and cells of its files; `unread` says why there are none."""

    submission: str
    files: tuple[tuple[str, int], ...] = ()
    prints: tuple[Print, ...] = ()
    unread: str = ""


def prints_of(name: str, sources: Sources, zygote: ZygoteProcess, course: Course) -> Prints:
    """Return the fingerprints of a submission. Raises KitError if the worker is lost."""
    if sources.unreadable:
        return Prints(name, unread=sources.unreadable)
    cells = sources.notebook.cells if sources.notebook else ()
    book = sources.notebook.name if sources.notebook else ""
    contents = {f"file{n}": data for n, data in enumerate(sources.files.values())}
    contents |= {f"{CELL}{n}": source.encode(errors="replace") for n, (_, source) in enumerate(cells)}
    files = (*((own, 0) for own in sources.files), *((book, number) for number, _ in cells))
    try:
        return Prints(name, files, _asked(contents, zygote, course, WINDOW, ROOM))
    except Fault as fault:
        return Prints(name, unread=f"its tokens cannot be read: {fault}")


def of_course(course: Course, zygote: ZygoteProcess) -> set[int]:
    """Return all fingerprints of the stubs, the solutions and the accepted solutions, which say nothing."""
    folders = (course.path / "student", course.path / "reference", course.path / "reference" / "accepted")
    files = [file for folder in folders for file in sorted(folder.glob("*.py"))]
    contents = {f"file{n}": file.read_bytes() for n, file in enumerate(files)}
    try:
        return {one.hash for one in _asked(contents, zygote, course, 1, COURSE_ROOM)}
    except Fault as fault:
        raise KitError(f"the tokens of the course cannot be read: {fault}") from None


def _asked(
    contents: Mapping[str, bytes], zygote: ZygoteProcess, course: Course, window: int, room: int
) -> tuple[Print, ...]:
    seconds = costs.RETRY_FACTOR * course.limits.importing
    transport = Isolated(zygote, contents, course.functions, course.limits, cpu_seconds=seconds)
    transport.begin(Policy(killed_counts=False))
    transport.call_seconds = seconds
    try:
        outcome = transport.ask(Request("tokens", options={"window": window}, room=room))
    finally:
        transport.close()
    if not isinstance(outcome, Returned) or not isinstance(outcome.value, Array):
        raise Fault("error", "its code is too complicated")
    return _checked(outcome.value, len(contents), len(course.functions))


def _checked(array: Array, files: int, functions: int) -> tuple[Print, ...]:
    """Return the rows of the reply, which must be numbers of what was sent. Raises Fault otherwise."""
    if array.data is None or array.dtype != "int64" or len(array.shape) != 2 or array.shape[1] != COLUMNS:
        raise Fault("error", "its code is too long")
    rows = array.numpy()
    low = np.array([0, 0, -1, 0, 0, 1, 1, 1, 1])
    high = np.array([np.iinfo(np.int64).max, files - 1, functions - 1, *[MOST_LINE] * 6])
    if not ((rows >= low) & (rows <= high)).all() or (rows[:, [5, 7]] > rows[:, [6, 8]]).any():
        raise Fault("error", "its fingerprints make no sense")
    return tuple(Print(*row) for row in rows.tolist())
