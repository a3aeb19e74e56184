"""Write the gradebook of a class as CSV: one row for each submission."""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from typing import get_args

from grader.results import Report, Status

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def render(reports: Sequence[Report]) -> str:
    """Return the CSV text: name, score, max, bonus, each exercise, and how many exercises have which status.

    What could not be judged by fault of the kit has no score, and neither has its sum.
    """
    ids = list(dict.fromkeys(e.id for report in reports for e in report.exercises))
    statuses = get_args(Status)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["name", "score", "max_score", "bonus", *ids, *statuses, "marks"])
    for report in reports:
        scores = {e.id: e.score for e in report.exercises if e.status != "kit_error"}
        sums = ("", "", "") if report.kit_errors else (report.score, report.max_score, report.bonus)
        count = Counter(e.status for e in report.exercises)
        writer.writerow(
            [
                neutral(report.submission),
                *sums,
                *(scores.get(i, "") for i in ids),
                *(count[s] for s in statuses),
                "; ".join(report.marks),
            ]
        )
    return text.getvalue()


def neutral(field: str) -> str:
    """Return a text field that no spreadsheet takes for a formula."""
    return f"'{field}" if field.startswith(FORMULA_STARTS) else field
