"""A table of results for the terminal."""

from collections import Counter
from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from grader.results import Report
from grader.writers import feedback
from grader.writers.feedback import WORDS


def render(reports: Sequence[Report]) -> Table:
    """Return a table with a row per submission: score, bonus, and the number of exercises by status.

    If something was added to the score or taken off, there is a column with the points that count.
    """
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("submission", overflow="fold", max_width=32)
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("bonus", justify="right", no_wrap=True)
    corrected = any(report.late or report.manual or report.attempt for report in reports)
    if corrected:
        table.add_column("total", justify="right", no_wrap=True)
    table.add_column("exercises")
    for report in reports:
        count = Counter(e.status for e in report.exercises)
        statuses = ", ".join(f"{n} {WORDS[status]}" for status, n in count.items())
        marks = f"  [{', '.join(report.marks)}]" if report.marks else ""
        score = f"{report.score} / {report.max_score}"
        total = [str(report.total) if report.counts else "–"] if corrected else []
        why = f"  ({'; '.join(remarks)})" if (remarks := feedback.remarks(report)) else ""
        table.add_row(Text(report.submission), score, str(report.bonus), *total, Text(statuses + marks + why))
    return table
