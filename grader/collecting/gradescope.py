"""Gradescope's export: `submission_41/images.py`, and submission_metadata.yml, which says whose it is."""

import re
from datetime import datetime
from typing import Any

import yaml

from grader.collecting.source import Piece, Reading, Source, Unplaced
from grader.intake.members import ARCHIVE_CAP, DAMAGE, Member, SubmissionError
from grader.roster import Student
from grader.text import one_line

METADATA = "submission_metadata.yml"
NAMED = re.compile(r"(?:assignment_\d+_export/)?(?P<submission>submission_\d+)/(?P<path>.+)", re.ASCII)
TIME = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)? ?(Z|UTC|[+-]\d\d:?\d\d)")


def read(source: Source) -> Reading:
    """Place the files: everyone who submitted together gets a copy."""
    matches = [(m, found) for m in source.files if (found := NAMED.fullmatch("/".join(m.parts)))]
    files = [m for m in source.files if m.parts[-1] == METADATA and len(m.parts) < 3] if matches else []
    told, unplaced = _metadata(files[0]) if files else ({}, [])
    pieces = []
    for member, found in matches:
        name = found["submission"]
        students = _students(name, told.get(name, {})) or [Student("", id=name)]
        path = tuple(found["path"].split("/"))
        pieces += [Piece(student, path, member, attempt=student.submitted) for student in students]
    return Reading(tuple(pieces), tuple(unplaced), tuple(m.parts for m in files))


def _metadata(member: Member) -> tuple[dict[str, Any], list[Unplaced]]:
    """Return what the file says by submission. Every scalar stays text: "007123" is no number, "No" a name."""
    try:
        lines = member.read(ARCHIVE_CAP).decode("utf-8-sig").splitlines()
        # Gradescope writes bare document ends in the middle of the mapping.
        text = "\n".join(line for line in lines if line.rstrip() not in ("...", "---"))
        loaded = yaml.load(text, yaml.BaseLoader)  # noqa: S506  it makes strings, lists and dictionaries only
    except (yaml.YAMLError, RecursionError, UnicodeDecodeError, SubmissionError, *DAMAGE) as error:
        return {}, [Unplaced(METADATA, f"cannot be read ({one_line(str(error))}), so names are missing")]
    return (loaded if isinstance(loaded, dict) else {}), []


def _students(submission: str, entry: Any) -> list[Student]:
    """Return who submitted; `entry` has any form."""
    entry = entry if isinstance(entry, dict) else {}
    listed = entry.get(":submitters")
    people = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    when = TIME.fullmatch(_text(entry, ":created_at"))
    submitted = _iso(*when.groups()) if when else ""
    group = submission if len(people) > 1 else ""
    return [
        Student(
            "",
            id=_text(one, ":sid") or _text(one, ":email") or submission,
            name=_text(one, ":name"),
            email=_text(one, ":email"),
            submitted=submitted,
            group=group,
        )
        for one in people
    ]


def _iso(day: str, clock: str, zone: str) -> str:
    offset = "+00:00" if zone in ("Z", "UTC") else zone
    return datetime.fromisoformat(f"{day}T{clock}{offset}").isoformat()


def _text(entry: dict[Any, Any], key: str) -> str:
    found = entry.get(key)
    return found.strip() if isinstance(found, str) else ""
