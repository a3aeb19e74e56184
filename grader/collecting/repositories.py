"""Cloned repositories in a folder, as Classroom 50 and GitHub Classroom name them: `cs1-conv-jdoe/images.py`."""

import re

from grader.collecting.source import Piece, Reading, Source
from grader.roster import Student

OUTER = re.compile(r"(?P<slug>.+?)(?:_submissions_.*|-submissions)", re.DOTALL)
THEIRS = frozenset({"result.json", "results.json"})  # at the top of a clone; Classroom 50 writes them


def read(source: Source) -> Reading:
    """Place the files of all clones; the id is the user's name, if the outer folder tells the prefix."""
    outer = OUTER.fullmatch(source.name)
    clones = {m.parts[0] for m in source.members if len(m.parts) == 2 and m.parts[1] == ".git"}
    if not outer and not clones:
        return Reading(())
    prefix = f"{outer['slug']}-" if outer else ""
    pieces, theirs = [], []
    for member in source.files:
        own, *path = member.parts
        if len(path) == 1 and path[0] in THEIRS:
            theirs.append(member.parts)
        elif path and (own in clones or (prefix and own.startswith(prefix))):
            student = Student("", id=_user(own, prefix, source))
            pieces.append(Piece(student, tuple(path), member))
    return Reading(tuple(pieces), own=tuple(theirs))


def _user(folder: str, prefix: str, source: Source) -> str:
    if prefix and folder.startswith(prefix):
        return folder.removeprefix(prefix)
    return max((id for id in source.known if folder.endswith(f"-{id}")), key=len, default=folder)
