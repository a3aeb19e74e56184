"""What a student reads about a graded submission, as plain text."""

from grader.results import CheckResult, ExerciseResult, Report
from grader.text import printable
from grader.writers.table import WORDS


def summary(report: Report) -> str:
    """Return the points in one or two sentences."""
    bonus = f" and {report.bonus} bonus points" if report.bonus else ""
    return f"{report.total} of {report.max_score} points{bonus}."


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
