"""Write the gradebook as CSV: the maxima, then a row per student."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import get_args

from grader.results import ExerciseResult, Report, Status
from grader.text import one_line
from grader.writers.entries import Entry

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")
# Spreadsheets may ignore blanks and bidi marks before a formula, accept full-width signs, and split at semicolons.
_UNSEEN = r"[\s'\"\0\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*"
_FORMULA = re.compile(rf"(^|[;\t\r\n])(?={_UNSEEN}[=+\-@＝＋－＠])|^(?=[\t\r\0])")
_STATUSES = get_args(Status)
Cell = str | int | Decimal
PERSON_CAP = 200  # characters of a name


def render(entries: Sequence[Entry]) -> str:
    """Return the CSV text: name, scores, the score of each exercise, the number of exercises by status, and remarks.

    What the kit failed to grade has no score, and neither have the sums.
    """
    maxima = _maxima([entry.report for entry in entries if entry.report])
    people = any(entry.student.id or entry.student.name or entry.student.email for entry in entries)
    person = ("student", "id", "email") if people else ()
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    corrections = _corrections(entries)
    titles = (
        "score",
        "max_score",
        "bonus",
        *corrections,
        "total",
        *map(neutral, maxima),
        *_STATUSES,
        "marks",
        "reason",
    )
    writer.writerow(["name", *person, *titles])
    writer.writerow(_maximum(maxima, len(person), len(corrections)))
    for entry in entries:
        student = entry.student
        about = [one_line(text, PERSON_CAP) for text in (student.name, student.id, student.email)] if people else []
        name = entry.report.submission if entry.report else one_line(student.submission)
        marks = "; ".join(entry.report.marks) if entry.report else ""
        row = (name, *about, *_numbers(entry, list(maxima), corrections), marks, entry.reason)
        writer.writerow([neutral(field) if isinstance(field, str) else field for field in row])
    return text.getvalue()


def _maxima(reports: Sequence[Report]) -> dict[str, ExerciseResult]:
    """Return each exercise with the highest maximum that it has in these records."""
    found: dict[str, ExerciseResult] = {}
    for exercise in (e for report in reports for e in report.exercises):
        if exercise.id not in found or exercise.max_score > found[exercise.id].max_score:
            found[exercise.id] = exercise
    return found


def _corrections(entries: Sequence[Entry]) -> list[str]:
    """Return the columns between the score and the total that some record needs."""
    reports = [entry.report for entry in entries if entry.report]
    needed = {"late": any(report.late for report in reports), "manual": any(report.manual for report in reports)}
    return [name for name, is_needed in needed.items() if is_needed]


def _maximum(maxima: dict[str, ExerciseResult], person: int, corrections: int) -> list[Cell]:
    regular, bonus = (sum(e.max_score for e in maxima.values() if e.bonus == kind) for kind in (False, True))
    sums: list[Cell] = [regular, regular, bonus, *[""] * corrections, regular]
    return ["maximum", *[""] * person, *sums, *(e.max_score for e in maxima.values()), *[""] * (len(_STATUSES) + 2)]


def _numbers(entry: Entry, ids: Sequence[str], corrections: Sequence[str]) -> list[Cell]:
    """Return score, max_score, bonus, corrections, total, each exercise's score and the counts of the statuses."""
    total = "" if entry.grade is None else entry.grade
    report = entry.report
    if report is None:
        return [*[""] * (3 + len(corrections)), total, *[""] * (len(ids) + len(_STATUSES))]
    scores = {e.id: e.score for e in report.exercises if e.status != "kit_error"}
    sums = ("", "", "") if report.kit_errors else (report.score, report.max_score, report.bonus)
    added = {
        "late": -report.late.points if report.late else "",
        "manual": report.manual.points if report.manual else "",
    }
    count = Counter(e.status for e in report.exercises)
    points = [*sums, *(added[name] for name in corrections), total]
    return [*points, *(scores.get(i, "") for i in ids), *(count[s] for s in _STATUSES)]


def neutral(field: str) -> str:
    """Escape a text field that spreadsheets would read as a formula, or as fields that contain one."""
    return _FORMULA.sub(r"\1'", field)
