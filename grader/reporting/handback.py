"""Pack feedback into a zip, with the names by which a learning platform finds the students."""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from grader.files import EARLIEST, HALF
from grader.reporting.feedback import Feedback
from grader.roster import Student
from grader.text import one_line


class HandbackError(Exception):
    """The zip cannot be made. The message says where, what and a remedy."""


def check_roster(roster: Mapping[str, Student]) -> None:
    """Raise HandbackError if there is no roster, or if teams submitted: a team's id would be taken for a student's."""
    if not roster:
        raise HandbackError(
            "the results have no roster.csv, which has the platform's ids; grade what grader collect wrote."
        )
    team = next((s for s in roster.values() if s.group), None)
    if team:
        raise HandbackError(
            f"roster.csv: {one_line(team.submission)} was submitted by a team, whose id means another student here; "
            "hand back the pages one by one."
        )


def moodle(student: Student) -> str:
    """Return the path of a page in a zip for Moodle. Raises HandbackError without a participant's number."""
    if not re.fullmatch(r"\d+", student.id, re.ASCII):
        raise HandbackError(f"roster.csv: {one_line(student.submission)} has no participant's number; add its id.")
    name = re.sub(r"[_/\\\x00-\x1f:*?\"<>|]+", " ", student.name or student.submission).strip(" .~") or "student"
    return f"{name}_{student.id}_assignsubmission_file/feedback.html"


def canvas(download: Path, roster: Mapping[str, Student]) -> dict[str, str]:
    """Return the name of a student's file in the zip that Canvas handed out, by submission.

    Canvas takes the first two numbers between underscores for the student and the file. Raises HandbackError.
    """
    by_id = {student.id: student.submission for student in roster.values() if student.id}
    found: dict[str, str] = {}
    for name in sorted(_names(download)):
        numbers = [part for part in name.split("_") if re.fullmatch(r"\d+", part, re.ASCII)]
        if len(numbers) >= 2 and numbers[0] in by_id and not re.search(r"[/\\\x00-\x1f]", name):
            found.setdefault(by_id[numbers[0]], name)
    if not found:
        raise HandbackError(f"{download}: has no file of a student of roster.csv; name the zip that Canvas handed out.")
    return found


def _names(download: Path) -> Sequence[str]:
    try:
        with zipfile.ZipFile(download) as archive:
            return archive.namelist()
    except (OSError, zipfile.BadZipFile, ValueError) as error:
        raise HandbackError(f"{download}: cannot be read ({error}); name the zip that Canvas handed out.") from None


def pack(file: Path, members: Iterator[tuple[str, str]]) -> int:
    """Write a zip of these members, which are made one at a time; return how many there are."""
    half = file.with_name(f".{file.name}{HALF}")
    try:
        with zipfile.ZipFile(half, "w") as archive:
            for name, text in members:
                archive.writestr(zipfile.ZipInfo(name, EARLIEST), text.encode(errors="replace"), zipfile.ZIP_DEFLATED)
            count = len(archive.namelist())
        half.replace(file)
    finally:
        half.unlink(missing_ok=True)
    return count


def for_moodle(feedback: Iterator[Feedback], roster: Mapping[str, Student]) -> Iterator[tuple[str, str]]:
    return ((moodle(roster[one.folder]), one.page) for one in feedback if one.folder in roster)


def for_canvas(feedback: Iterator[Feedback], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield plain text: students see it under the name of the file that they submitted."""
    return ((names[one.folder], one.markdown) for one in feedback if one.folder in names)
