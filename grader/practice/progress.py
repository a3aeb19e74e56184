"""Store the exercises solved and the hints shown, in the course folder."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import msgspec

from grader import results
from grader.course import Course, Exercise
from grader.files import write_atomically
from grader.results import ExerciseResult
from grader.writers import messages


class Progress(msgspec.Struct):
    """The number of hints shown, the calls predicted, the exercises solved, and the points judged last."""

    hints: dict[str, int] = {}
    predicted: dict[str, list[str]] = {}
    solved: dict[str, str] = {}  # digest of the file that solved the exercise
    points: dict[str, int] = {}

    @classmethod
    def load(cls, course: Course) -> Progress:
        with suppress(OSError):
            return results.decoded(_progress_file(course).read_bytes(), cls) or cls()
        return cls()

    @classmethod
    def predict(cls, course: Course, exercise: str, call: str) -> None:
        """Note that a student predicted the result of a call."""
        progress = cls.load(course)
        progress.predicted.setdefault(exercise, []).append(call)
        progress.save(course)

    def save(self, course: Course) -> None:
        """Write the progress; another command may have shown hints and taken predictions in the meantime."""
        meantime = Progress.load(course)
        for exercise, count in meantime.hints.items():
            self.hints[exercise] = max(count, self.hints.get(exercise, 0))
        for exercise, calls in meantime.predicted.items():
            self.predicted[exercise] = list(dict.fromkeys([*calls, *self.predicted.get(exercise, [])]))
        with suppress(OSError):  # in a read-only folder, progress is not kept
            write_atomically(_progress_file(course), msgspec.json.encode(self))


def _progress_file(course: Course) -> Path:
    return course.path / ".convkit" / "progress.json"


def next_hint(course: Course, exercise: Exercise, failure: ExerciseResult | None = None) -> list[str]:
    """Return the hints shown so far and the next one, and save the count.

    A hint for the present failure comes first.
    """
    fitting = messages.fitting_hint(exercise, failure) if failure else ""
    progress = Progress.load(course)
    count = min(progress.hints.get(exercise.id, 0) + 1, len(exercise.hints))
    progress.hints[exercise.id] = count
    progress.save(course)
    lines = [f"For this failure: {fitting}"] if fitting else []
    lines += [f"Hint {i} of {len(exercise.hints)}: {hint}" for i, hint in enumerate(exercise.hints[:count], start=1)]
    if count == len(exercise.hints):
        return [*lines, f"This was the last hint. To see a failing call, run: grader show {exercise.id}"]
    return lines
