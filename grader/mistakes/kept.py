"""Answers kept beside the results: how a submission answers an exercise, if no known mistake does all of it alike."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from grader.asking import frames
from grader.mistakes.fingerprints import FORM
from grader.mistakes.knowledge import Unit, tells
from grader.values import Outcome

FILE = "answers.msgpack"
MOST_OF_EXERCISE = 256 << 10  # bytes of an exercise's answers; more are not kept
MOST = 2 << 20  # bytes of a submission's answers
ENVELOPE = 64 << 10  # bytes that a file may have besides the answers


class Answers(Struct, frozen=True):
    """Answers to all units of an exercise, as fingerprints.

    Attributes:
        cases: digest of the units, see `cases_of`.
        scale_free: whether arrays were reduced up to a positive factor.
        packed: the fingerprints, a tuple for each unit, in MessagePack.
    """

    cases: str
    scale_free: bool
    packed: bytes

    def units(self) -> tuple[tuple[Outcome, ...], ...]:
        """Return the fingerprints of each unit. Raises ProtocolError if they are not valid."""
        return frames.unpack(self.packed, tuple[tuple[Outcome, ...], ...], MOST_OF_EXERCISE)

    def fit(self, units: Sequence[Unit], scale_free: bool) -> bool:
        """Return whether these are answers to these units, of this form."""
        if (self.cases, self.scale_free) != (cases_of(units), scale_free):
            return False
        try:
            return [len(answers) for answers in self.units()] == [len(unit.requests) for unit in units]
        except frames.ProtocolError:
            return False


class Kept(Struct, frozen=True):
    """The answers of a submission by exercise, and the digest of the results that they belong to."""

    results: str
    exercises: dict[str, Answers]


def cases_of(units: Sequence[Unit]) -> str:
    """Return the SHA-256 of what is asked: other cases, or fingerprints of another form, have another one."""
    return hashlib.sha256(FORM.encode() + msgspec.msgpack.encode(units)).hexdigest()


def packed(units: Sequence[Unit], answers: Iterable[Sequence[Outcome]], scale_free: bool) -> Answers | None:
    """Return answers to all units, or None if they are too large, or say no more than which errors are raised."""
    reduced = [unit.fingerprints(each, scale_free) for unit, each in zip(units, answers, strict=True)]
    if not any(tells(answer) for unit in reduced for answer in unit):
        return None
    body = msgspec.msgpack.encode(reduced)
    return Answers(cases_of(units), scale_free, body) if len(body) <= MOST_OF_EXERCISE else None


def encoded(results: str, found: Mapping[str, Answers]) -> bytes:
    """Return the file of a submission: the first exercises whose answers fit into it; b"" if there are none."""
    kept, size = {}, 0
    for exercise, answers in found.items():
        if size + len(answers.packed) <= MOST:
            kept[exercise] = answers
            size += len(answers.packed)
    return msgspec.msgpack.encode(Kept(results, kept)) if kept else b""


def read(folder: Path) -> Kept | None:
    """Return the answers kept beside the results of a submission; None if there are none, or they are not valid."""
    try:
        with (folder / FILE).open("rb") as file:
            body = file.read(MOST + ENVELOPE + 1)
        return frames.unpack(body, Kept) if len(body) <= MOST + ENVELOPE else None
    except (OSError, frames.ProtocolError):
        return None
