"""A table of results for the terminal."""

from collections import Counter
from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from grader.results import Report

WORDS = {
    "passed": "passed",
    "failed": "wrong",
    "not_started": "not started",
    "missing": "missing",
    "error": "error",
    "timeout": "time-out",
    "memory": "memory",
    "crashed": "crashed",
    "skipped": "skipped",
    "kit_error": "NOT GRADED",
}


def render(reports: Sequence[Report]) -> Table:
    """Return a table with a row per submission: score, bonus, and the number of exercises by status."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("submission", overflow="fold", max_width=32)
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("bonus", justify="right", no_wrap=True)
    table.add_column("exercises")
    for report in reports:
        count = Counter(e.status for e in report.exercises)
        statuses = ", ".join(f"{n} {WORDS[status]}" for status, n in count.items())
        marks = f"  [{', '.join(report.marks)}]" if report.marks else ""
        score = f"{report.score} / {report.max_score}"
        table.add_row(Text(report.submission), score, str(report.bonus), Text(statuses + marks))
    return table
