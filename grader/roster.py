"""The roster of a class: who submitted what, and when. `grader collect` writes it; reports and exports read it."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from grader.results import Member
from grader.text import one_line

FILE = "roster.csv"


class RosterError(Exception):
    """The roster cannot be read; the message says where, what and how to mend it."""


class Student(Struct, frozen=True):
    """A row of the roster, all of it text.

    Attributes:
        submission: the submission's name, which is also its folder's among the results.
        id: the platform's identifier.
        submitted: the platform's time of submission in ISO 8601 with a time zone, or "".
        late: "yes" or "no" as the platform says, or "".
        group: the group that submitted together, or "".
    """

    submission: str
    id: str = ""
    name: str = ""
    email: str = ""
    submitted: str = ""
    late: str = ""
    group: str = ""


def read(file: Path) -> dict[str, Student]:
    """Return the students by submission. Raises RosterError if the file is not a roster."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RosterError(f"{file}: cannot be read ({error}); make it a readable UTF-8 file.") from None
    try:
        return _students(file, delimited(text))
    except csv.Error as error:
        raise RosterError(f"{file}: not CSV ({error}); save it as CSV.") from None


def delimited(text: str) -> "csv.DictReader[str]":
    """Return the rows of a CSV file, whose columns are separated by commas or semicolons."""
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    return csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)


def _students(file: Path, rows: "csv.DictReader[str]") -> dict[str, Student]:
    if "submission" not in (rows.fieldnames or ()):
        raise RosterError(f"{file}: there is no column submission; begin with {','.join(Student.__struct_fields__)}.")
    found: dict[str, Student] = {}
    for row in rows:
        student = Student(**{name: (row.get(name) or "").strip() for name in Student.__struct_fields__})
        if not student.submission:
            raise RosterError(f"{file}, line {rows.line_num}: there is no submission; name one, or remove the line.")
        if student.submission in found:
            name = one_line(student.submission)
            raise RosterError(f"{file}, line {rows.line_num}: {name} is listed twice; remove one of the lines.")
        found[student.submission] = student
    return found


def of_results(results: Path) -> Mapping[str, Student]:
    """Return the roster that `grader grade` left beside the results; empty if there is none."""
    file = results / FILE
    return read(file) if file.exists() else {}


def student_of(names: Sequence[str], students: Mapping[str, Student]) -> Student:
    """Return the row of the first of a submission's names that has one, or a row with the first name only."""
    return next((students[name] for name in names if name in students), Student(names[0]))


def member_of(member: Member, students: Mapping[str, Student]) -> Student:
    """Return the row of one who submitted with others, by id or name; else what is known, without a submission."""
    wanted = {plain(member.id), plain(member.name)} - {""}
    found = [s for s in students.values() if wanted & {plain(s.id), plain(s.name), plain(s.submission)}]
    return found[0] if found else Student("", member.id, member.name)


def plain(name: str) -> str:
    """Return a name or id as it is compared: without differences in case and blanks."""
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()


def render(students: Iterable[Student]) -> str:
    """Return the CSV text of a roster."""
    text = io.StringIO()
    writer = csv.DictWriter(text, Student.__struct_fields__, lineterminator="\n")
    writer.writeheader()
    writer.writerows(msgspec.structs.asdict(student) for student in students)
    return text.getvalue()
