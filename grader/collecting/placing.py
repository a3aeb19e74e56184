"""Give each student the last version of their files, under a safe name of their own."""

import os
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from grader.collecting.source import Piece, Reading, Unplaced
from grader.intake.members import MEMBER_CAP, Member
from grader.roster import Student

NAME_BYTES = 120  # of a submission's name
PART_BYTES, PATH_BYTES = 255, 1000  # of a file's name, and of its whole path


@dataclass(frozen=True)
class Submission:
    """A student, whose submission has a name now, and the files by their paths."""

    student: Student
    files: dict[tuple[str, ...], Member]


def placed(reading: Reading, known: Mapping[str, Student]) -> tuple[list[Submission], list[Unplaced]]:
    """Return the submissions by name, and the files that are in none."""
    unplaced = list(reading.unplaced)
    pieces: dict[str, list[Piece]] = defaultdict(list)
    for piece in reading.pieces:
        pieces[piece.student.id or piece.student.name].append(piece)
    people = {key: _merged([p.student for p in own], known) for key, own in pieces.items()}
    names = _names(people)
    found = []
    for key, own in pieces.items():
        kept = _newest(own, unplaced)
        late = "yes" if any(p.student.late == "yes" for p in kept.values()) else people[key].late
        submitted = max((p.student.submitted for p in kept.values()), default=people[key].submitted)
        student = msgspec.structs.replace(people[key], submission=names[key], late=late, submitted=submitted)
        found.append(Submission(student, {path: p.member for path, p in kept.items()}))
    return sorted(found, key=lambda one: one.student.submission), unplaced


def _newest(pieces: list[Piece], unplaced: list[Unplaced]) -> dict[tuple[str, ...], Piece]:
    """Return the files of the last attempt, each in its last version; add the others to `unplaced`."""
    attempt = max(p.attempt for p in pieces)
    kept: dict[tuple[str, ...], Piece] = {}
    for piece in sorted(pieces, key=lambda p: (p.attempt, p.version)):
        before = kept.get(piece.path)
        if piece.attempt != attempt:
            unplaced.append(_left_out(piece, "of an earlier attempt"))
        elif reason := piece.member.trouble or _unwritable(piece.path):
            unplaced.append(_left_out(piece, reason))
        else:
            if before:
                unplaced.append(_left_out(before, f"an older version of {'/'.join(piece.path)}"))
            kept[piece.path] = piece
    for folder in {path[:n] for path in kept for n in range(1, len(path))} & kept.keys():
        unplaced.append(_left_out(kept.pop(folder), "there is a folder of this name too"))
    if len(kept) > MEMBER_CAP:
        who = pieces[0].student.name or pieces[0].student.id
        unplaced.append(Unplaced(who, f"has more than {MEMBER_CAP} files; copy the right ones yourself"))
        return {}
    return kept


def _left_out(piece: Piece, reason: str) -> Unplaced:
    return Unplaced("/".join(piece.member.parts), reason)


def _unwritable(path: tuple[str, ...]) -> str:
    """Return why a path cannot be written, or ""."""
    try:
        sizes = [len(os.fsencode(part)) for part in path]
    except UnicodeEncodeError:
        return "its name is not valid Unicode"
    if any(part in ("", ".", "..") or "\0" in part or "/" in part for part in path):
        return "its name is unsafe"
    return "its name is too long" if max(sizes) > PART_BYTES or sum(sizes) > PATH_BYTES else ""


def _merged(students: Iterable[Student], known: Mapping[str, Student]) -> Student:
    """Return what is told about a student: the roster's words first, then the platform's last ones."""
    *_, last = sorted(students, key=lambda s: s.submitted)
    roster = known.get(last.id, Student(""))
    fields = {f: getattr(roster, f) or getattr(last, f) for f in ("submission", "name", "email", "group")}
    return msgspec.structs.replace(last, **{key: _plain(value) for key, value in fields.items()})


def _plain(text: str) -> str:
    """Return a name on one line, without invisible characters, such as marks of the writing direction."""
    shown = "".join(c if c.isprintable() else " " * c.isspace() for c in unicodedata.normalize("NFC", text[:500]))
    return " ".join(shown.split())


def _names(people: Mapping[str, Student]) -> dict[str, str]:
    """Return a name for each student's submission; those who share one get their id behind it, then a number."""
    wanted = {key: safe(s.submission or s.name or s.id) for key, s in people.items()}
    often = Counter(name.casefold() for name in wanted.values())
    names: dict[str, str] = {}
    taken: set[str] = set()
    for key in sorted(people, key=lambda key: (often[wanted[key].casefold()] > 1, key)):
        name = wanted[key]
        if often[name.casefold()] > 1 and people[key].id:
            name = f"{name}-{safe(people[key].id)}"
        numbers = (f"{name}-{n}" for n in range(2, len(people) + 2))
        names[key] = next(n for n in (name, *numbers) if n.casefold() not in taken)
        taken.add(names[key].casefold())
    return names


def safe(name: str) -> str:
    """Return a folder name of letters, digits, `_` and `-`.

    >>> safe("../Zoë Li.zip")
    'Zoë_Li_zip'
    """
    visible = "".join(c for c in unicodedata.normalize("NFC", name[:500]) if unicodedata.category(c) != "Cf")
    harmless = re.sub(r"[^\w-]+", "_", visible).strip("_-")
    return harmless.encode()[:NAME_BYTES].decode(errors="ignore") or "unnamed"
