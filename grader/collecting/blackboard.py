"""Blackboard: `Lab_2_jd1_attempt_2026-03-02-14-05-09_images.py`, and a text file about each attempt."""

import re

from grader.collecting.source import Piece, Reading, Source
from grader.roster import Student

NAMED = re.compile(r"(?P<item>.+)_(?P<user>[^_]+)_attempt_(?P<time>\d{4}(?:-\d\d){5})(?:_(?P<file>.+)|\.txt)", re.ASCII)


def read(source: Source) -> Reading:
    """Place the files of the last attempts."""
    pieces = []
    for member in source.files:
        if len(member.parts) == 1 and (found := NAMED.fullmatch(member.parts[0])):
            student = Student("", id=found["user"], submitted=source.time(found["time"], "%Y-%m-%d-%H-%M-%S"))
            pieces.append(Piece(student, (found["file"] or "attempt.txt",), member, attempt=found["time"]))
    return Reading(tuple(pieces))
