"""Write the gradebook as CSV, with a row per submission."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from typing import get_args

from grader.results import Report, Status

FILE = "gradebook.csv"  # beside the folders of the submissions
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
# Spreadsheets may ignore blanks before a formula, accept full-width signs, and split fields at semicolons.
_FORMULA = re.compile(r"(^|[;\t\r\n])(?=[\s'\"]*[=+\-@＝＋－＠])|^(?=[\t\r])")


def render(reports: Sequence[Report]) -> str:
    """Return the CSV text: name, scores, the score of each exercise, the number of exercises by status, and marks.

    Exercises that the kit failed to grade have no score, and neither do the sums.
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
        numbers = (*sums, *(scores.get(i, "") for i in ids), *(count[s] for s in statuses))
        writer.writerow([neutral(report.submission), *numbers, "; ".join(report.marks)])
    return text.getvalue()


def neutral(field: str) -> str:
    """Escape a text field that spreadsheets would read as a formula, or as fields that contain one."""
    return _FORMULA.sub(r"\1'", field)
