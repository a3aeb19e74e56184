"""Read the CSV files that `[grading]` of the course names: deadlines, groups and points by hand, by name."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from grader.course import CourseError
from grader.results import Manual, Member, check_points
from grader.roster import Student, delimited, plain
from grader.text import one_line

COMMENT_CAP = 500  # characters


def extensions(file: Path) -> Iterator[tuple[str, datetime]]:
    seen: set[str] = set()
    for place, row in _rows(file, ("deadline",), ("name", "id")):
        name = row["id"] or row["name"]
        _check_new(place, name, seen)
        yield plain(name), _time(place, row["deadline"])


def groups(file: Path) -> dict[str, tuple[Member, ...]]:
    found: dict[str, tuple[Member, ...]] = {}
    for _, row in _rows(file, ("submission",), ("name", "id")):
        member = Member(one_line(row["name"]), one_line(row["id"]))
        found[plain(row["submission"])] = (*found.get(plain(row["submission"]), ()), member)
    return found


def manual(file: Path) -> Iterator[tuple[str, Manual]]:
    seen: set[str] = set()
    for place, row in _rows(file, ("submission", "points"), (), ("comment",)):
        _check_new(place, row["submission"], seen)
        try:
            points = Decimal(row["points"].replace(",", "."))
            check_points(points)
        except (InvalidOperation, ValueError):
            got = one_line(row["points"])
            remedy = "use a number with at most two decimals, such as -2.5"
            raise CourseError(f"{place}: points = {got}; {remedy}.") from None
        yield plain(row["submission"]), Manual(points, one_line(row["comment"], COMMENT_CAP))


def times(students: Mapping[str, Student], place: Path) -> Iterator[tuple[str, datetime]]:
    for name, student in students.items():
        if student.submitted:
            yield plain(name), _time(f"{place}: {one_line(name)}", student.submitted)


def _time(place: str, text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise CourseError(f"{place}: {one_line(text)} is no time with its zone; write 2026-03-02T21:26:00+01:00.")
    return found


def _check_new(place: str, name: str, seen: set[str]) -> None:
    if plain(name) in seen:
        raise CourseError(f"{place}: {one_line(name)} is listed twice; remove one of the lines.")
    seen.add(plain(name))


def _rows(
    file: Path, required: Sequence[str], one_of: Sequence[str], optional: Sequence[str] = ()
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the rows of a CSV file with their places; each has what is required and one of some columns."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"{file}: cannot be read ({error}); make it a readable UTF-8 file.") from None
    try:
        yield from _checked(file, delimited(text), required, one_of, optional)
    except csv.Error as error:
        raise CourseError(f"{file}: not CSV ({error}); save it as CSV.") from None


def _checked(
    file: Path, table: "csv.DictReader[str]", required: Sequence[str], one_of: Sequence[str], optional: Sequence[str]
) -> Iterator[tuple[str, dict[str, str]]]:
    titles = [title.strip() for title in table.fieldnames or ()]
    table.fieldnames = titles
    for name in _lacking(titles, required, one_of):
        raise CourseError(f"{file}: there is no column {name}; the first line has the titles.")
    for raw in table:
        row = {name: (raw.get(name) or "").strip() for name in (*required, *one_of, *optional)}
        place = f"{file}, line {table.line_num}"
        for name in _lacking([title for title, cell in row.items() if cell], required, one_of):
            raise CourseError(f"{place}: {name} is empty; fill it in, or remove the line.")
        yield place, row


def _lacking(there: Sequence[str], required: Sequence[str], one_of: Sequence[str]) -> list[str]:
    found = [name for name in required if name not in there]
    return found if not one_of or {*one_of} & {*there} else [*found, " or ".join(one_of)]
