"""Canvas: one flat zip with names like `doejane_LATE_12345_678910_images-1.py`."""

import re

from grader.collecting.source import Piece, Reading, Source, Unplaced
from grader.intake.members import Member
from grader.roster import Student

ANONYMOUS = re.compile(r"(?P<late>LATE_)?anon_(?P<user>[^_]+)_(?P<attachment>\d+)_(?P<file>.+)", re.ASCII)
# Names of groups and of files may have numbers too, so all places where the ids could be are tried.
NAMED = re.compile(
    r"(?=_(?P<late>LATE_)?(?P<user>\d+)_(?:(?P<attachment>\d+)_(?P<file>.+)|(?P<page>(?:text|link)\.html))$)", re.ASCII
)
# A name that the student has used before gets a number, and later an identifier.
REPEATED = re.compile(r"(.+)-(?:[1-7]|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})((?:\.tar)?\.[^.]+|)", re.ASCII)


def read(source: Source) -> Reading:
    """Place the files; a name that can be read in several ways is read by the ids that are known."""
    named = [(m, _readings(m)) for m in source.files if len(m.parts) == 1]
    known = {*source.known, *(found[0].student.id for _, found in named if len(found) == 1)}
    pieces, unplaced = [], []
    for member, found in named:
        likely = found if len(found) < 2 else [p for p in found if p.student.id in known]
        if len(likely) == 1:
            pieces.append(likely[0])
        elif found:
            ids = " or ".join(p.student.id for p in likely or found)
            unplaced.append(Unplaced(member.parts[0], f"of the user {ids}; pass a --roster with the right id"))
    return Reading(tuple(pieces), tuple(unplaced))


def _readings(member: Member) -> list[Piece]:
    own = member.parts[0]
    if found := ANONYMOUS.fullmatch(own):
        return [_piece(member, f"anonymous {found['user']}", found)]
    places = [m for m in NAMED.finditer(own) if not own[: m.start()].endswith("_LATE")]
    return [_piece(member, own[: m.start()], m) for m in places]


def _piece(member: Member, name: str, found: re.Match[str]) -> Piece:
    parts = found.groupdict()
    student = Student("", id=parts["user"], name=name, late="yes" if parts["late"] else "no")
    file = parts.get("page") or parts["file"]
    if repeated := REPEATED.fullmatch(file):
        file = repeated[1] + repeated[2]
    return Piece(student, (file,), member, version=int(parts["attachment"] or 0))
