"""Write annotations and the step summary of GitHub Actions. Nothing of a student can be read as a command there."""

import re
from collections.abc import Iterator

from grader.results import ExerciseResult, Report
from grader.text import printable
from grader.writers import feedback
from grader.writers.feedback import WORDS
from grader.writers.places import Places

MOST_ERRORS = 10  # GitHub shows no more for a step
SUMMARY_CAP = 1 << 20  # bytes
MESSAGE_CAP = 1000  # characters


def annotations(report: Report, places: Places) -> Iterator[str]:
    """Yield the lines to print: an error for each exercise that is wrong, a warning for each that the kit failed on."""
    yield "::remove-matcher owner=python::"  # setup-python would annotate each traceback
    wrong = [e for e in report.exercises if e.status not in ("passed", "skipped", "not_started", "kit_error")]
    ours = [e for e in report.exercises if e.id in report.kit_errors]
    yield from (_command("error", e, places) for e in wrong[:MOST_ERRORS])
    yield from (_command("warning", e, places) for e in ours[:MOST_ERRORS])
    left = len(wrong[MOST_ERRORS:])
    yield unlike_commands(f"{feedback.summary(report)}{f' {left} more exercises are wrong.' if left else ''}")


def _command(kind: str, exercise: ExerciseResult, places: Places) -> str:
    file, line = places.of(exercise)
    fields = {"file": file, "line": str(line or 1), "title": f"{exercise.id}: {WORDS[exercise.status]}"}
    properties = ",".join(f"{name}={_property(value)}" for name, value in fields.items())
    return f"::{kind} {properties}::{_data(exercise.message or exercise.title)}"


def unlike_commands(text: str) -> str:
    """Break up what the runner would read as a command: `::` after blanks, and `##[` anywhere."""
    return re.sub(r":(?=:)", ": ", printable(text, MESSAGE_CAP)).replace("##[", "## [")


def _data(text: str) -> str:
    return unlike_commands(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def summary(report: Report) -> bytes:
    """Return Markdown for `$GITHUB_STEP_SUMMARY`: a table, then what is wrong, as far as there is room."""
    rows = [f"| {_plain(e.id)} | {feedback.points(e)} | {WORDS[e.status]} |" for e in report.exercises]
    table = "\n".join(
        [f"## {_plain(feedback.summary(report))}", "", "| exercise | points | |", "|---|---:|---|", *rows, ""]
    )
    text = table.encode()
    for exercise in report.exercises:
        if exercise.status not in ("passed", "skipped", "not_started"):
            more = _details(exercise).encode()
            if len(text) + len(more) > SUMMARY_CAP:
                break
            text += more
    return text


def _details(exercise: ExerciseResult) -> str:
    title = f"{_plain(exercise.id)}: {WORDS[exercise.status]}"
    return f"\n<details><summary>{title}</summary><pre>{_plain(exercise.message)}</pre></details>\n"


def _plain(text: str) -> str:
    """Write all but letters, digits and blanks as character references, so that neither Markdown nor HTML is left."""
    return "".join(c if c.isalnum() or c == " " else f"&#{ord(c)};" for c in printable(text))
