"""The case bank: the cases of each exercise with the reference's answers, as data whose bytes determine the grades.

A course's own bank is a folder with a file for each exercise, drawn when it is needed; a bank that is handed over is
one file with all of them.
"""

import hashlib
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import msgspec
from msgspec import Struct

from grader.asking import frames
from grader.cases.keys import Keys, digest
from grader.course import Course
from grader.mistakes.knowledge import Knowledge, Unit
from grader.values import Outcome, Record, Request

HEAD = b"convkit case bank 4\n"
MOST_BYTES = 1 << 28  # size limit of an unpacked bank
CASES, KNOWLEDGE = "cases", "knowledge"
RELEASED = "bank"  # the folder in a release
REMEDY = "redraw it with: grader bank FILE"


class Replayed:
    """Replays the reference's answers from the bank, in order."""

    def __init__(self, answers: Sequence[Outcome]) -> None:
        self.answers = iter(answers)

    def ask(self, request: Request) -> Outcome:
        try:
            return next(self.answers)
        except StopIteration:
            raise BankError("the case bank has too few answers for the checks, which have been changed since") from None


class BankError(Exception):
    """The file is not a valid bank, or not of these checks. The message states where, what and a remedy."""


class Case(Struct, frozen=True):
    """One case of a check: its arguments, the requests to a submission, and the reference's answers."""

    arguments: Record
    requests: tuple[Request, ...]
    answers: tuple[Outcome, ...]


class Part(Struct, frozen=True):
    """The cases of one exercise by check id, smallest first.

    Attributes:
        key: digest of what they are drawn from, see `cases.keys`.
        secret: follows from the seed, and decides what a submission must not know, such as the order of unseen images.
        complete: whether it holds all checks of the exercise; if not, known mistakes are not looked for.
    """

    key: str
    secret: str
    complete: bool
    cases: dict[str, tuple[Case, ...]]


@dataclass(frozen=True)
class Bank:
    """The cases of some exercises in memory, with what is known about their mistakes, as packed when it was drawn."""

    parts: Mapping[str, Part]
    digests: Mapping[str, str]  # SHA-256 of each part's bytes
    packed: Mapping[str, bytes] = field(default_factory=dict)  # Knowledge by exercise
    place: Path = Path()  # the folder or the file
    _known: dict[str, Knowledge] = field(default_factory=dict)

    @cached_property
    def cases(self) -> dict[str, tuple[Case, ...]]:
        """The cases of all checks, by check id."""
        return {check: cases for part in self.parts.values() for check, cases in part.cases.items()}

    @cached_property
    def frames(self) -> dict[str, tuple[tuple[tuple[Request, bytes], ...], ...]]:
        """The requests of all cases, by check id; each is packed once for all submissions."""
        return {
            check: tuple(tuple((request, frames.pack(request)) for request in case.requests) for case in cases)
            for check, cases in self.cases.items()
        }

    @property
    def digest(self) -> str:
        """SHA-256 of all cases."""
        return digest(f"{name} {self.digests[name]}" for name in sorted(self.digests))

    @property
    def secret(self) -> str:
        return next((part.secret for part in self.parts.values()), "")

    def units(self, exercise: str) -> list[Unit]:
        """Return what known mistakes of an exercise are asked: its cases, in the order of its checks."""
        return units(self.parts[exercise]) if exercise in self.parts else []

    def known(self, exercise: str) -> Knowledge | None:
        """Return the knowledge about an exercise, unpacked on first use; None if it has not been drawn."""
        if exercise not in self._known and exercise in self.packed:
            self._known[exercise] = frames.unpack(self.packed[exercise], Knowledge)
        return self._known.get(exercise)


def units(part: Part) -> list[Unit]:
    """Return what known mistakes are asked."""
    if not part.complete:
        return []
    # The operators that a network uses do not count.
    asked = (
        (check, tuple(r for r in case.requests if r.operation != "record"))
        for check, cases in part.cases.items()
        for case in cases
    )
    return [Unit(check, requests) for check, requests in asked if requests]


# One file


def pack(body: bytes) -> bytes:
    return HEAD + zlib.compress(body, 6)


def unpack(raw: bytes, name: str) -> bytes:
    """Return what was packed. Raises BankError if it is no bank, or is damaged."""
    if not raw.startswith(HEAD):
        raise BankError(f"{name}: not a case bank; draw one with: grader bank FILE")
    try:
        unpacker = zlib.decompressobj()
        body = unpacker.decompress(raw[len(HEAD) :], MOST_BYTES)
    except zlib.error:
        raise BankError(f"{name}: damaged; {REMEDY}") from None
    if not unpacker.eof:
        raise BankError(f"{name}: truncated or too large; {REMEDY}")
    return body


def part_of(raw: bytes, name: str) -> Part:
    """Decode the cases of one exercise. Raises BankError if they are damaged."""
    try:
        return frames.unpack(unpack(raw, name), Part)
    except frames.ProtocolError:
        raise BankError(f"{name}: damaged; {REMEDY}") from None


def to_bytes(bodies: Mapping[str, bytes]) -> bytes:
    """Return one file with these parts, by `exercise.kind`."""
    return pack(msgspec.msgpack.encode(dict(sorted(bodies.items()))))


def from_bytes(raw: bytes, name: str, chosen: Sequence[str] = ()) -> Bank:
    """Decode the chosen exercises of a bank, or all. Raises BankError if it is none, or is damaged."""
    try:
        return _bank(frames.unpack(unpack(raw, name), dict[str, bytes]), chosen)
    except frames.ProtocolError:
        raise BankError(f"{name}: damaged; {REMEDY}") from None


def _bank(bodies: Mapping[str, bytes], chosen: Sequence[str]) -> Bank:
    of_kind: dict[str, dict[str, bytes]] = {CASES: {}, KNOWLEDGE: {}}
    for name, body in bodies.items():
        exercise, _, kind = name.rpartition(".")
        if kind in of_kind and (not chosen or exercise in chosen):
            of_kind[kind][exercise] = body
    parts = {name: frames.unpack(body, Part) for name, body in of_kind[CASES].items()}
    digests = {name: hashlib.sha256(body).hexdigest() for name, body in of_kind[CASES].items()}
    return Bank(parts, digests, of_kind[KNOWLEDGE])


# A folder


def own_folder(course: Course) -> Path:
    """Return the folder of a course's own bank; that of a release is handed out with it."""
    return course.path / RELEASED if course.is_release else course.path / ".convkit" / "bank"


def file_of(folder: Path, exercise: str, kind: str, keys: Keys) -> Path:
    """Return the file of an exercise's cases or knowledge in the folder of a course's own bank."""
    key = keys.cases(exercise) if kind == CASES else keys.knowledge(exercise)
    return folder / f"{exercise}-{key[:16]}.{kind}"


def has_current(folder: Path, exercise: str, kind: str, keys: Keys) -> bool:
    """Return whether a course's own bank has an exercise's cases or knowledge, drawn from what the course has now.

    If something changed since, a file of that name does not exist. A damaged one that can be drawn again is removed.
    """
    file = file_of(folder, exercise, kind, keys)
    try:
        unpack(file.read_bytes(), str(file))
    except FileNotFoundError:
        return False
    except BankError:
        if keys.release is None:
            file.unlink()
        return False
    return True


def lacking(folder: Path, exercises: Iterable[str], keys: Keys) -> tuple[str, ...]:
    """Return the exercises whose cases are not in a folder, or were drawn from something else."""
    return tuple(name for name in exercises if not has_current(folder, name, CASES, keys))


def bodies_in(folder: Path, keys: Keys, exercises: Iterable[str]) -> dict[str, bytes]:
    """Return the parts of a course's own bank, knowledge only where it has been drawn."""
    files = {f"{name}.{kind}": file_of(folder, name, kind, keys) for name in exercises for kind in (CASES, KNOWLEDGE)}
    return {
        name: unpack(file.read_bytes(), str(file))
        for name, file in files.items()
        if name.endswith(f".{CASES}") or file.exists()
    }


def load(place: Path, keys: Keys, chosen: Sequence[str] = ()) -> Bank:
    """Read the cases of the chosen exercises, or of all, from a folder or a file.

    Raises BankError unless they were drawn from the course that has these keys.
    """
    exercises = chosen or keys.exercises
    try:
        if place.is_dir():
            found = _bank(bodies_in(place, keys, exercises), exercises)
        else:
            found = from_bytes(place.read_bytes(), str(place), exercises)
    except OSError as error:
        raise BankError(f"{place}: cannot be read ({error.strerror}); name another file with --bank FILE") from None
    except frames.ProtocolError:
        raise BankError(f"{place}: damaged; delete this folder, and it is drawn again") from None
    for name in exercises:
        if name not in found.parts or found.parts[name].key != keys.cases(name):
            raise BankError(
                f"{place}: {name}: drawn from other checks or another reference than this course has; "
                f"redraw it with: grader bank {place.name}"
            )
    current = {name: body for name, body in found.packed.items() if _holds(body, name, keys)}
    return replace(found, packed=current, place=place.resolve())


def _holds(body: bytes, exercise: str, keys: Keys) -> bool:
    """Return whether knowledge is about the mistakes that the course has now."""
    return frames.unpack(body, _Key).key == keys.knowledge(exercise)


class _Key(Struct, frozen=True):
    """The first field of packed Knowledge."""

    key: str
