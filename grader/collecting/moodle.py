"""Moodle: `Jane Doe_1234567_assignsubmission_file_/images.py`, or the same in one name, without folders."""

import re

from grader.collecting.source import Piece, Reading, Source
from grader.roster import Student

# Before version 4.1, folders end with an underscore.
NAMED = re.compile(r"(?P<name>[^_/]*)_(?P<id>\d+)_assignsubmission_(?P<plugin>[a-z]+)(?:_?/|_)(?P<path>.+)", re.ASCII)


def read(source: Source) -> Reading:
    """Place the files; the id is that of the participant in the grading worksheet."""
    pieces = []
    for member in source.files:
        if found := NAMED.fullmatch("/".join(member.parts)):
            student = Student("", id=found["id"], name=found["name"])
            pieces.append(Piece(student, tuple(found["path"].split("/")), member))
    return Reading(tuple(pieces))
