"""Fill the gradebook that Canvas has exported: one column of grades, and nothing else."""

import re
from collections.abc import Sequence

from grader.text import one_line
from grader.writers import filling
from grader.writers.entries import Entry
from grader.writers.filling import FillingError, Key, Sheet, as_name

STUDENT, ID = "Student", "ID"
IDENTIFIERS = (ID, "SIS User ID", "SIS Login ID")  # in this order
KEPT = ("EX", "N/A")  # excused; not assigned
_ASSIGNMENT = re.compile(r".* \(\d+\)", re.DOTALL)


def render(entries: Sequence[Entry], raw: bytes, column: str, maximum: int) -> tuple[bytes, list[str]]:
    """Return the filled file, and remarks about cells that were not filled.

    Args:
        raw: the file as Canvas has exported it.
        column: the title of the assignment with its number, such as `Convolutions (123)`.

    Raises FillingError if the file does not fit.
    """
    sheet = filling.read(raw)
    target = _target(sheet, column)
    ids = sheet.column(ID, "use the file as Canvas has exported it.")
    people = [row for row in range(1, len(sheet.rows)) if sheet.cell(row, ids).strip()]  # others are about points
    keys = [Key(sheet.titles.index(title)) for title in IDENTIFIERS if title in sheet.titles]
    names = sheet.column(STUDENT, "use the file as Canvas has exported it.")
    remarks = list(_other_maximum(sheet, set(range(1, len(sheet.rows))) - set(people), target, maximum))
    for row, entry in filling.matched(entries, sheet, people, [*keys, Key(names, as_name)]).items():
        cell = sheet.cell(row, target).strip()
        if cell.upper() in KEPT:
            remarks.append(f"{one_line(sheet.cell(row, names))}: {cell} is kept")
        elif entry.grade is not None:
            sheet.put(row, target, str(entry.grade))
    return sheet.render(), remarks


def _target(sheet: Sheet, column: str) -> int:
    assignments = [title for title in sheet.titles if _ASSIGNMENT.fullmatch(title)]
    if column not in assignments:
        known = ", ".join(map(one_line, assignments)) or "none"
        raise FillingError(f"{one_line(column)} is no assignment of this file; use one of: {known}.")
    return sheet.column(column, "rename one of the assignments in Canvas.")


def _other_maximum(sheet: Sheet, rows: set[int], target: int, maximum: int) -> list[str]:
    """Return a remark if Canvas counts from other points than the course does."""
    given = [sheet.cell(row, target).strip() for row in sorted(rows)]
    numbers = [float(cell.replace(",", ".")) for cell in given if re.fullmatch(r"\d{1,9}([.,]\d{1,9})?", cell)]
    return [f"points possible are {n:g} in this file and {maximum} here" for n in numbers if n != maximum]
