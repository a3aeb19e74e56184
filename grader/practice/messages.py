"""Write what a student reads about exercises that fail: one message for each cause."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.course import Course, Exercise
from grader.results import ExerciseResult, decisive

IMPORT = re.compile(r"^\w+\.py could not be imported:.*", re.DOTALL)
FRAME = re.compile(r"^  (\S+\.py), line (\d+), in", re.MULTILINE)
CODE = re.compile(r"\s|\w+\(|expected:|got:|\)")


@dataclass(frozen=True)
class Cause:
    """Exercises that fail for the same reason, in the order of the course."""

    exercises: tuple[ExerciseResult, ...]

    @property
    def title(self) -> str:
        return _listed([e.id for e in self.exercises])

    def lines(self, course: Course, undone: Sequence[str]) -> Iterator[str]:
        """Yield the message: what should hold, what fails, what else fails, and how to get a hint."""
        first = self.exercises[0]
        if len(self.exercises) == 1:
            shown = decisive(first.checks)
            needed = [name for name in course.exercise(first.id).requires if name in undone]
            if needed:
                yield f"{first.id} uses {_listed(needed)}: mend that first."
            if shown:
                yield f"This check fails: {shown.title}."
        yield from first.message.splitlines()
        if not IMPORT.match(first.message):
            yield from _others(first)
            yield f"For a hint: grader hint {first.id}"


def causes(exercises: Sequence[ExerciseResult]) -> list[Cause]:
    """Group the exercises that fail; those whose module cannot be imported share the reason."""
    groups: dict[tuple[str, str], list[ExerciseResult]] = {}
    for exercise in exercises:
        if exercise.status not in ("passed", "skipped", "not_started"):
            shared = IMPORT.match(exercise.message) or exercise.status == "missing"
            groups.setdefault((exercise.module, exercise.message if shared else exercise.id), []).append(exercise)
    return [Cause(tuple(group)) for group in groups.values()]


def is_code(line: str) -> bool:
    """Return whether a line of a message is code or part of a value, which must not be broken at words."""
    return bool(CODE.match(line))


def offer(exercise: Exercise) -> str:
    """Return a line for an exercise that is not started, or ""."""
    return f"To guess a few of its results first: grader predict {exercise.id}" if exercise.predictable else ""


def line_to_mend(exercise: ExerciseResult) -> int | None:
    """Return the line of the exercise's file in which its import fails, or None."""
    found = FRAME.findall(exercise.message) if IMPORT.match(exercise.message) else []
    own = [int(line) for file, line in found if file == f"{exercise.module}.py"]
    return own[-1] if own else None


def _others(exercise: ExerciseResult) -> Iterator[str]:
    """Yield one line about the checks that fail besides the one whose message is shown."""
    shown = decisive(exercise.checks)
    others = [c for c in exercise.checks if c is not shown and c.status not in ("passed", "skipped", "kit_error")]
    if not others or shown is None:
        return
    same = [c for c in others if c.message == shown.message]
    if len(same) == len(others):
        yield f"{_count(len(others), 'more check')} of {exercise.id} for the same reason."
    else:
        yield f"{_count(len(others), 'more check')} of {exercise.id} failed: {'; '.join(c.title for c in others)}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number > 1 else ''}"


def _listed(names: Sequence[str]) -> str:
    *before, last = names
    return f"{', '.join(before)} and {last}" if before else last
