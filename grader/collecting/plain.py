"""A plain folder: each folder or file in it is a submission, with the student's name."""

from grader.collecting.source import Piece, Reading, Source
from grader.intake.listing import SINGLE
from grader.intake.members import ARCHIVES
from grader.roster import Student


def read(source: Source) -> Reading:
    """Place everything that is in a folder, and single archives, notebooks and modules."""
    pieces = []
    for member in source.files:
        own, *path = member.parts
        suffix = "" if path else next((s for s in (*ARCHIVES, *SINGLE) if own.lower().endswith(s)), "")
        if path or suffix:
            name = own[: len(own) - len(suffix)]
            pieces.append(Piece(Student("", name=name), tuple(path) or (own,), member))
    return Reading(tuple(pieces))
