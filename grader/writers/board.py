"""The board, a summary of a student's progress and the next exercise."""

import re
from collections.abc import Sequence

from grader.course import Course, Exercise
from grader.results import ExerciseResult

# Each symbol comes with a word, so that nobody depends on colour or shape.
LOOKS = {
    "passed": ("✓", "done", {"green": True}),
    "failed": ("✗", "wrong", {"red": True}),
    "not_started": ("·", "not started", {"light": True}),
    "missing": ("?", "missing", {"yellow": True}),
    "error": ("✗", "error", {"red": True}),
    "timeout": ("✗", "takes too long", {"red": True}),
    "memory": ("✗", "needs too much memory", {"red": True}),
    "crashed": ("✗", "crashes", {"red": True}),
    "skipped": ("-", "not checked here", {"light": True}),
    "kit_error": ("!", "error of the kit", {"yellow": True}),
}


def lines(course: Course, exercises: Sequence[ExerciseResult]) -> list[tuple[str, dict[str, bool]]]:
    """Return the lines of the board with their styles: exercises by module, then the total."""
    shown: list[tuple[str, dict[str, bool]]] = []
    width = max(len(e.id) for e in exercises)
    module = ""
    for exercise in exercises:
        if exercise.module != module:
            module = exercise.module
            shown.append((f"{module}.py", {"bold": True}))
        symbol, word, colour = LOOKS[exercise.status]
        points = f"{exercise.score:>3} / {exercise.max_score:<3}" + ("bonus " if exercise.bonus else "      ")
        shown.append((f"  {symbol} {exercise.id:<{width}}  {points} {word}", colour))
    regular = [e for e in exercises if not e.bonus]
    bonus = sum(e.score for e in exercises if e.bonus)
    total = f"{sum(e.score for e in regular)} of {sum(e.max_score for e in regular)} points"
    shown.append((f"Total: {total}" + (f", and {bonus} bonus points" if bonus else ""), {"bold": True}))
    return shown


def next_step(course: Course, exercises: Sequence[ExerciseResult]) -> Exercise | None:
    """Return the next exercise: the first one that is not done, and whose requirements are."""
    done = {e.id for e in exercises if e.status in ("passed", "skipped")}
    for result in exercises:
        exercise = course.exercise(result.id)
        if result.id not in done and all(need in done for need in exercise.requires):
            return exercise
    return None


def line_of(source: str, name: str) -> int | None:
    """Return the line number of a function or class in this source, or None."""
    found = list(re.finditer(rf"^(?:async\s+def|def|class)\s+{re.escape(name)}\b", source, re.MULTILINE))
    return source.count("\n", 0, found[-1].start()) + 1 if found else None
