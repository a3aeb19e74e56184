"""The page for everybody: numbers of at least ten students, from which no smaller number can be computed."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.course import Exercise
from grader.reporting import statistics
from grader.reporting.cohort import Cohort
from grader.reporting.reading import Row
from grader.writers import report

FEWEST = 10  # students behind every number
EXTREME = 5  # per cent: a mean share nearer to 0 or 1 says what almost everybody has


@dataclass(frozen=True)
class PublicRow:
    """An exercise with the share of points, and of those who have all; None is not published."""

    exercise: Exercise
    share: int | None
    full: int | None


def render(cohort: Cohort) -> str:
    rows = cohort.rows
    enough = len(rows) >= FEWEST
    return report.page(
        "public",
        cohort.course.title,
        active=enough,
        enough=enough,
        fewest=FEWEST,
        count=len(rows),
        most=max((row.most for row in rows), default=0),
        bins=bins([row.total for row in rows], max((row.most for row in rows), default=0)) if enough else [],
        exercises=[_row(rows, e) for e in cohort.exercises] if enough else [],
        mistakes=[m for m in cohort.named if _is_public(len(m.folders), len(rows))] if enough else [],
    )


def _is_public(count: int, students: int) -> bool:
    """Return whether neither those counted nor the others are few."""
    return count >= FEWEST and students - count >= FEWEST


def _row(rows: Sequence[Row], exercise: Exercise) -> PublicRow:
    item = statistics.item(rows, exercise.id, exercise.bonus)
    known = item.judged == len(rows) or _is_public(item.judged, len(rows))
    if not known or item.difficulty is None:
        return PublicRow(exercise, None, None)
    share = round(100 * item.difficulty.value)
    full = round(100 * item.full / item.judged) if _is_public(item.full, item.judged) else None
    return PublicRow(exercise, share if EXTREME < share < 100 - EXTREME else None, full)


def bins(totals: Sequence[float], most: int) -> list[tuple[int, int, int]]:
    """Count scores in neighbouring ranges of whole points, each with at least FEWEST students."""
    found: list[tuple[int, int, int]] = []
    low = count = 0
    for high in range(most + 1):
        count += sum(high <= max(total, 0) < high + 1 for total in totals)
        if count >= FEWEST and high - low + 1 >= most / 10:
            found.append((low, high, count))
            low, count = high + 1, 0
    above = count + sum(total >= most + 1 for total in totals)
    if above >= FEWEST:
        found.append((low, most, above))
    elif found:
        start, _, before = found.pop()
        found.append((start, most, before + above))
    return found
