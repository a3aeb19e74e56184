"""Fill the grading worksheet that Moodle has exported: grades together with feedback comments, and nothing else."""

import html
import re
from collections.abc import Sequence

from grader.text import one_line, printable
from grader.writers import feedback, filling
from grader.writers.entries import Entry
from grader.writers.feedback import WORDS
from grader.writers.filling import FillingError, Key, Sheet, as_name

GRADES = ("Grade", "Bewertung", "Note", "Calificación", "Valutazione", "Cijfer", "Nota")
COMMENTS = ("Feedback comments", "Feedback als Kommentar")
_PARTICIPANT = re.compile(r"\D*(\d+)")


def render(entries: Sequence[Entry], raw: bytes, column: str, comments: str, maximum: int) -> tuple[bytes, list[str]]:
    """Return the filled worksheet, and remarks.

    Args:
        raw: the worksheet as Moodle has exported it.
        column: the title of the grades in Moodle's language, or "" if it is one of GRADES.
        comments: the title of the feedback comments, or "" if it is one of COMMENTS or not there.

    Raises FillingError if the worksheet does not fit.
    """
    sheet = filling.read(raw)
    target = _titled(sheet, column, GRADES, "--column")
    if target is None:
        raise FillingError(f"no column of grades is known; name it with --column, one of: {_listed(sheet)}.")
    beside = _titled(sheet, comments, COMMENTS, "--feedback-column")
    people = [row for row in range(1, len(sheet.rows)) if _participant(sheet.cell(row, 0))]
    if not people:
        raise FillingError("no row begins with a participant; use the worksheet as Moodle has exported it.")
    remarks = list(_other_maximum(sheet, people, target, maximum))
    if beside is None:
        remarks.append("the worksheet has no column for feedback comments that is known; grades only are written")
    for row, entry in filling.matched(entries, sheet, people, _keys(target)).items():
        if entry.grade is not None:
            sheet.put(row, target, str(entry.grade))
            if beside is not None:
                sheet.put(row, beside, comment(entry))
    return sheet.render(), remarks


def _keys(target: int) -> list[Key]:
    """Find students by participant, by what identifies them, and by name; these columns stand before the grades."""
    texts = range(1, target)
    return [Key(0, _participant), *(Key(column) for column in texts), *(Key(column, as_name) for column in texts)]


def _participant(cell: str) -> list[str]:
    found = _PARTICIPANT.fullmatch(cell)
    return [found[1]] if found else []


def _titled(sheet: Sheet, wanted: str, usual: Sequence[str], option: str) -> int | None:
    known = [title for title in sheet.titles if title in usual]
    if wanted:
        return sheet.column(wanted, f"name another with {option}, one of: {_listed(sheet)}.")
    if len(known) > 1:
        raise FillingError(f"{' and '.join(known)} are both there; name one with {option}.")
    return sheet.titles.index(known[0]) if known else None


def _listed(sheet: Sheet) -> str:
    return ", ".join(map(one_line, sheet.titles))


def _other_maximum(sheet: Sheet, people: Sequence[int], target: int, maximum: int) -> list[str]:
    """Return a remark if Moodle counts from other points than the course does; the maximum follows the grade."""
    given = {sheet.cell(row, target + 1).strip().replace(",", ".") for row in people}
    numbers = sorted(float(cell) for cell in given if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", cell))
    return [f"the maximum grade is {n:g} in this worksheet and {maximum} here" for n in numbers if n != maximum]


def comment(entry: Entry) -> str:
    """Return the feedback comment as HTML, which Moodle takes it for; everything in it is escaped."""
    if entry.report is None:
        return f"<p>{html.escape(entry.reason)}</p>"
    report = entry.report
    rows = [
        f"<li>{html.escape(f'{e.title} ({feedback.points(e)} points, {WORDS[e.status]})')}{_message(e.message)}</li>"
        for e in report.exercises
    ]
    return f"<p>{html.escape(feedback.summary(report))}</p><ul>{''.join(rows)}</ul>"


def _message(text: str) -> str:
    return f"<pre>{html.escape(printable(text))}</pre>" if text else ""
