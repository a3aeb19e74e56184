"""The case bank: all cases with the reference's answers, in one file whose bytes determine the grades."""

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from msgspec import Struct

from grader.asking import frames
from grader.mistakes.knowledge import Knowledge, compared
from grader.values import Outcome, Record, Request

HEAD = b"convkit case bank 2\n"
MOST_BYTES = 1 << 28  # size limit of an unpacked bank


class Replayed:
    """Replays the reference's answers from the bank, in order."""

    def __init__(self, answers: Sequence[Outcome]) -> None:
        self.answers = iter(answers)

    def ask(self, request: Request) -> Outcome:
        try:
            return next(self.answers)
        except StopIteration:
            raise BankError("the case bank has too few answers for the checks; redraw it with grader bank") from None


class BankError(Exception):
    """The file is not a valid bank, or not of these checks. The message states where, what and a remedy."""


class Case(Struct, frozen=True):
    """One case of a check: its arguments, the requests to a submission, and the reference's answers."""

    arguments: Record
    requests: tuple[Request, ...]
    answers: tuple[Outcome, ...]


class Bank(Struct, frozen=True):
    """Cases by check id, smallest first, and packed Knowledge by exercise id."""

    origin: str  # digest of the checks, the reference and the function names it was drawn from
    cases: dict[str, tuple[Case, ...]]
    knowledge: dict[str, msgspec.Raw] = {}


@dataclass(frozen=True)
class LoadedBank:
    """A bank in memory; each request is packed once for all submissions."""

    bank: Bank
    digest: str
    frames: dict[str, tuple[tuple[tuple[Request, bytes], ...], ...]]
    _known: dict[str, Knowledge] = field(default_factory=dict)

    def part_digest(self, exercise: str, checks: Sequence[str]) -> str:
        """Return the SHA-256 of an exercise's part of the bank."""
        cases = [(name, self.bank.cases.get(name, ())) for name in checks]
        total = hashlib.sha256(msgspec.msgpack.encode(cases))
        total.update(self.bank.knowledge.get(exercise, b""))
        return total.hexdigest()

    def asked(self, checks: Sequence[str]) -> dict[str, list[tuple[Request, bytes]]]:
        """Return the requests of these checks by whose answers mistakes are recognised, each also packed."""
        return {
            check: [pair for case in self.frames.get(check, ()) for pair in case if compared(pair[0])]
            for check in checks
        }

    def known(self, exercise: str) -> Knowledge:
        """Return the knowledge about an exercise, unpacked on first use."""
        if exercise not in self._known:
            packed = self.bank.knowledge.get(exercise)
            self._known[exercise] = frames.unpack(packed, Knowledge) if packed else Knowledge()
        return self._known[exercise]


def to_bytes(bank: Bank) -> bytes:
    return HEAD + zlib.compress(msgspec.msgpack.encode(bank), 6)


def from_bytes(raw: bytes, name: str) -> LoadedBank:
    """Decode a bank. Raises BankError if it is not one, or is damaged."""
    if not raw.startswith(HEAD):
        raise BankError(f"{name}: not a case bank; draw one with: grader bank FILE")
    try:
        unpacker = zlib.decompressobj()
        body = unpacker.decompress(raw[len(HEAD) :], MOST_BYTES)
        if not unpacker.eof:
            raise BankError(f"{name}: truncated or too large; redraw it with: grader bank FILE")
        bank = frames.unpack(body, Bank)
    except (zlib.error, frames.ProtocolError):
        raise BankError(f"{name}: damaged; redraw it with: grader bank FILE") from None
    packed = {
        check: tuple(tuple((request, frames.pack(request)) for request in case.requests) for case in cases)
        for check, cases in bank.cases.items()
    }
    return LoadedBank(bank, hashlib.sha256(raw).hexdigest(), packed)


def load(file: Path, origin: str) -> LoadedBank:
    """Read a bank. Raises BankError unless it was drawn from the course with this `origin` (see `checks.origin`)."""
    try:
        loaded = from_bytes(file.read_bytes(), str(file))
    except OSError as error:
        raise BankError(f"{file}: cannot be read ({error.strerror}); name another file with --bank FILE") from None
    if loaded.bank.origin != origin:
        raise BankError(
            f"{file}: drawn from other checks or another reference than this course has; "
            f"redraw it with: grader bank {file.name}"
        )
    return loaded
