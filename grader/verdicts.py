"""Turn the outcome of a check into a result, with the same wording in practice and grading."""

from collections.abc import Mapping, Sequence

import msgspec

from grader.checks import Check
from grader.course import Exercise
from grader.mistakes.diagnosis import Diagnosis
from grader.results import CheckResult, Counterexample, ExerciseResult, Status, exercise_result
from grader.subject import Fault, Wrong
from grader.text import printable

LONGEST = 20_000  # characters of a message
LIMITS = ("timeout", "memory", "crashed")
CHANGING = "the same call gives different results, either at random or depending on earlier calls"


def verdict(
    check: Check, status: Status, message: str = "", counterexample: Counterexample | None = None
) -> CheckResult:
    """Return the result of a check. All text is made printable, since it may come from a compromised worker."""
    score = check.points if status == "passed" else 0
    if counterexample:
        shown = {part: printable(getattr(counterexample, part), LONGEST) for part in ("call", "expected", "got")}
        counterexample = msgspec.structs.replace(counterexample, **shown)
    return CheckResult(check.id, check.title, status, score, check.points, printable(message, LONGEST), counterexample)


def failure(check: Check, error: Wrong | Fault) -> CheckResult:
    """Return the result of a check that got a wrong answer or none."""
    if isinstance(error, Wrong):
        example = Counterexample(error.call, error.expected, error.got, error.effort) if error.call else None
        return verdict(check, "failed", str(error), example)
    if check.plain and error.not_implemented:
        return verdict(check, "not_started", "not started yet")
    message = f"{error.message}\n{error.call}" if error.call else error.message
    example = Counterexample(error.call, "", error.message, error.effort) if error.call else None
    return verdict(check, error.status, message, example)  # type: ignore[arg-type]  # statuses are a subset


def unjudgeable(check: Check, error: Exception) -> CheckResult:
    """Return the result for an answer that makes the check itself raise.

    The check passes on the reference, so the answer is at fault, and the check stays in the maximum.
    """
    return verdict(check, "error", f"your code returned a value that cannot be checked ({type(error).__name__})")


def retired(check: Check, reason: str) -> CheckResult:
    return verdict(check, "skipped", f"removed from the course: {reason}")


def untouched(exercise: Exercise) -> ExerciseResult:
    """Return the result of an exercise that nobody has checked."""
    return ExerciseResult(
        exercise.id, exercise.title, exercise.module, "not_started", 0, exercise.points, (), bonus=exercise.bonus
    )


def sum_up(
    exercise: Exercise, found: Sequence[Check], verdicts: Mapping[str, CheckResult], skipped: Mapping[str, str]
) -> ExerciseResult:
    """Combine the results of an exercise's checks, including those that are skipped for everyone."""
    counted = [c for c in found if not c.plain]
    each = [verdict(c, "skipped", skipped[c.id]) if c.id in skipped else verdicts[c.id] for c in counted]
    return exercise_result(exercise.id, exercise.title, exercise.module, exercise.bonus, each)


def located(result: ExerciseResult, pattern: str) -> ExerciseResult:
    """Add to the result of an exercise where its answers are right and where they are wrong."""
    if not pattern:
        return result
    return msgspec.structs.replace(result, pattern=pattern, message=f"{result.message}\n{pattern}")


def named(result: ExerciseResult, found: Diagnosis | None, sentence: str) -> ExerciseResult:
    """Add a known mistake's name and sentence to the result of an exercise, with the failure that shows it."""
    if found is None:
        return result
    message = next((c.message for c in result.checks if c.id == found.check), result.message)
    return msgspec.structs.replace(result, diagnosis=found.slug, message=f"{sentence}\n{message}")
