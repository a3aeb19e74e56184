"""The case bank: every case of every check with the reference's answers, as one file whose bytes define the grade."""

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from msgspec import Struct

from grader.asking import frames
from grader.mistakes.knowledge import Knowledge
from grader.values import Outcome, Record, Request

HEAD = b"convkit case bank 2\n"
MOST_BYTES = 1 << 28  # of an unpacked bank


class Replayed:
    """The reference, as the bank has it: its answers one after another."""

    def __init__(self, answers: Sequence[Outcome]) -> None:
        self.answers = iter(answers)

    def ask(self, request: Request) -> Outcome:
        try:
            return next(self.answers)
        except StopIteration:
            raise BankError(
                "the case bank has fewer answers than the checks need; redraw it with grader bank"
            ) from None


class BankError(Exception):
    """This file is no bank, or not the bank of these checks: where, what, remedy."""


class Case(Struct, frozen=True):
    """One case of a check: its arguments, what is asked of a submission, and the reference's answers."""

    arguments: Record
    requests: tuple[Request, ...]
    answers: tuple[Outcome, ...]


class Bank(Struct, frozen=True):
    """Cases by the id of their check, smallest case first, and what is known of each exercise, still packed."""

    origin: str  # digest of the checks, the reference and the catalogue that it was drawn from
    cases: dict[str, tuple[Case, ...]]
    knowledge: dict[str, msgspec.Raw] = {}


@dataclass(frozen=True)
class LoadedBank:
    """A bank in memory, with each request packed once for all submissions."""

    bank: Bank
    digest: str
    frames: dict[str, tuple[tuple[tuple[Request, bytes], ...], ...]]
    _known: dict[str, Knowledge] = field(default_factory=dict)

    def part_digest(self, exercise: str, checks: Sequence[str]) -> str:
        """Return the SHA-256 of what the bank has about an exercise."""
        cases = [(name, self.bank.cases.get(name, ())) for name in checks]
        total = hashlib.sha256(msgspec.msgpack.encode(cases))
        total.update(self.bank.knowledge.get(exercise, b""))
        return total.hexdigest()

    def known(self, exercise: str) -> Knowledge:
        """Return what is known of an exercise; it is unpacked when a mistake is looked for."""
        if exercise not in self._known:
            packed = self.bank.knowledge.get(exercise)
            self._known[exercise] = frames.unpack(packed, Knowledge) if packed else Knowledge()
        return self._known[exercise]


def to_bytes(bank: Bank) -> bytes:
    return HEAD + zlib.compress(msgspec.msgpack.encode(bank), 6)


def from_bytes(raw: bytes, name: str) -> LoadedBank:
    """Decode a bank; anything that is none is a BankError."""
    if not raw.startswith(HEAD):
        raise BankError(f"{name}: is no case bank; draw one with: grader bank FILE")
    try:
        unpacker = zlib.decompressobj()
        body = unpacker.decompress(raw[len(HEAD) :], MOST_BYTES)
        if not unpacker.eof:
            raise BankError(f"{name}: is cut off or too large; draw it anew with: grader bank FILE")
        bank = frames.unpack(body, Bank)
    except (zlib.error, frames.ProtocolError):
        raise BankError(f"{name}: is damaged; draw it anew with: grader bank FILE") from None
    packed = {
        check: tuple(tuple((request, frames.pack(request)) for request in case.requests) for case in cases)
        for check, cases in bank.cases.items()
    }
    return LoadedBank(bank, hashlib.sha256(raw).hexdigest(), packed)


def load(file: Path, origin: str) -> LoadedBank:
    """Read a bank that must have been drawn from what `origin` is the digest of."""
    try:
        loaded = from_bytes(file.read_bytes(), str(file))
    except OSError as error:
        raise BankError(f"{file}: cannot be read ({error.strerror}); name another file with --bank FILE") from None
    if loaded.bank.origin != origin:
        raise BankError(
            f"{file}: was drawn from other checks or another reference than this course has; "
            f"draw it anew with: grader bank {file.name}"
        )
    return loaded
