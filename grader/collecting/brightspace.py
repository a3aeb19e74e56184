"""Brightspace: `1-2 - Jane Doe - Mar 2, 2026 926 PM/images.py`, or the same in one name."""

import re

from grader.collecting.source import Piece, Reading, Source
from grader.roster import Student

NAMED = re.compile(
    r"(?P<id>\d+)-\d+ - (?P<name>[^/]+) - (?P<time>\w+ \d+, \d{4} \d{3,4} [AP]M)(?:/| - )(?P<file>.+)", re.ASCII
)


def read(source: Source) -> Reading:
    """Place the files of the last attempts."""
    pieces = []
    for member in source.files:
        if found := NAMED.fullmatch("/".join(member.parts)):
            day, clock, half = found["time"].rsplit(" ", 2)
            written = f"{day} {clock:0>4} {half}"
            when = source.time(written, "%b %d, %Y %I%M %p") or source.time(written, "%B %d, %Y %I%M %p")
            student = Student("", id=found["id"], name=found["name"], submitted=when)
            pieces.append(Piece(student, tuple(found["file"].split("/")), member, attempt=when))
    return Reading(tuple(pieces), own=(("index.html",),))
