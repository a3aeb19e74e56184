"""The page of all students and exercises, in sections that a browser lays out one at a time."""

from dataclasses import dataclass

from grader.reporting.cohort import Cohort
from grader.reporting.people import Person
from grader.reporting.reading import Cell, Row
from grader.writers import report

SECTION = 50  # rows
SYMBOLS = {"not_started": "·", "missing": "?", "skipped": "-", "kit_error": "!"}


@dataclass(frozen=True)
class MatrixRow:
    person: Person
    total: str
    bonus: int
    cells: list[tuple[str, str]]  # what is shown, and what the column is sorted by


def render(cohort: Cohort) -> str:
    rows = [_row(cohort, cohort.by_folder[folder]) for folder in cohort.people if folder in cohort.by_folder]
    return report.page(
        "matrix",
        "Students and exercises",
        links=cohort.links,
        here="matrix.html",
        active=True,
        sections=[rows[start : start + SECTION] for start in range(0, len(rows), SECTION)],
        exercises=cohort.exercises,
        most=max((row.most for row in cohort.rows), default=0),
        has_bonus=any(e.bonus for e in cohort.exercises),
    )


def _row(cohort: Cohort, row: Row) -> MatrixRow:
    cells = [_cell(row.cells.get(e.id)) for e in cohort.exercises]
    return MatrixRow(cohort.people[row.folder], f"{row.total:g}", row.bonus, cells)


def _cell(cell: Cell | None) -> tuple[str, str]:
    if cell is None:
        return "", ""
    if cell.status in SYMBOLS:
        return SYMBOLS[cell.status], "-1" if cell.judged else ""
    return ("✓" if cell.status == "passed" and cell.score == cell.most else str(cell.score)), str(cell.score)
