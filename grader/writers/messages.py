"""Split the message of an exercise into parts that can be shown apart."""

from grader.course import Exercise
from grader.results import ExerciseResult, by_effort, shown


def parts(result: ExerciseResult) -> tuple[list[str], str, str]:
    """Return a message as prose, code and the sentence after it."""
    if result.status == "not_started":
        return ["Not started yet."], "", ""
    first = shown(result)
    head, code = head_and_code(result)
    prose = [f"{first.title}."] if first else []
    return [*prose, *([result.mistake] if result.mistake else []), *([head] if head else [])], code, result.pattern


def head_and_code(result: ExerciseResult) -> tuple[str, str]:
    """Return what is wrong in a line, and the call with what was expected and what came."""
    lines = [line for line in result.message.splitlines()[bool(result.diagnosis) :] if line != result.pattern]
    return next(iter(lines), ""), "\n".join(lines[1:])


def fitting_hint(exercise: Exercise, failure: ExerciseResult) -> str:
    """Return the hint for a known mistake or a failing check, if the exercise has one."""
    names = (failure.diagnosis, *(c.id for c in by_effort(failure.checks)))
    return next((exercise.hints_for[name] for name in names if name in exercise.hints_for), "")
