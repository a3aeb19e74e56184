"""Show the results of a class in the terminal."""

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
    "kit_error": "NOT JUDGED",
}


def render(reports: Sequence[Report]) -> Table:
    """Return one row for each submission: score, bonus, and how its exercises stand."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("submission", overflow="fold", max_width=32)
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("bonus", justify="right", no_wrap=True)
    table.add_column("exercises")
    for report in reports:
        count = Counter(e.status for e in report.exercises)
        said = ", ".join(f"{n} {WORDS[status]}" for status, n in count.items())
        marks = f"  [{', '.join(report.marks)}]" if report.marks else ""
        table.add_row(
            Text(report.submission), f"{report.score} / {report.max_score}", str(report.bonus), Text(said + marks)
        )
    return table
