"""What a student reads about a graded submission, as plain text."""

from decimal import Decimal

from grader.results import CheckResult, ExerciseResult, Report
from grader.text import printable

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


def summary(report: Report, *, comments: bool = True) -> str:
    """Return the points, and why they are not the sum of the exercises; without `comments` nothing written by hand."""
    bonus = f" and {report.bonus} bonus points" if report.bonus else ""
    return " ".join(
        [f"{report.total} of {report.max_score} points{bonus}.", *(f"{r}." for r in remarks(report, comments=comments))]
    )


def remarks(report: Report, *, comments: bool = True) -> list[str]:
    """Return what was added to the exercises' points, taken off them, or decided about the submission."""
    found = []
    if report.attempt:
        found.append(f"attempt {report.attempt.number}{'' if report.counts else ', not counted'}")
    if late := report.late:
        found.append(f"{late.days} day{'s' if late.days != 1 else ''} late: {signed(-late.points)} points")
    if manual := report.manual:
        comment = f" ({manual.comment})" if manual.comment and comments else ""
        found.append(f"by hand: {signed(manual.points)} points{comment}")
    return found


def signed(points: Decimal) -> str:
    """Return points with their sign, without zeros that say nothing.

    >>> signed(Decimal("-2.50"))
    '−2.5'
    """
    number = f"{abs(points):f}"
    short = number.rstrip("0").rstrip(".") if "." in number else number
    return f"{'−' if points < 0 else '+' if points > 0 else ''}{short}"


def of_exercise(exercise: ExerciseResult) -> str:
    """Return the message, and a line for each check with its points."""
    parts = [printable(exercise.message)] if exercise.message else []
    return "\n\n".join([*parts, "\n".join(map(_line, exercise.checks))]).strip()


def of_check(check: CheckResult) -> str:
    """Return a check's message with its smallest failing call."""
    lines = [check.message or WORDS[check.status]]
    if check.counterexample:
        shown = check.counterexample
        lines += [f"call: {shown.call}", f"expected: {shown.expected}", f"got: {shown.got}"]
    return printable("\n".join(line for line in lines if line))


def _line(check: CheckResult) -> str:
    points = "not counted" if check.status in ("skipped", "kit_error") else f"{check.score} of {check.max_score}"
    return f"{WORDS[check.status]}, {points}: {printable(check.title)}"


def points(exercise: ExerciseResult) -> str:
    return f"{exercise.score} of {exercise.max_score}{' bonus' if exercise.bonus else ''}"
