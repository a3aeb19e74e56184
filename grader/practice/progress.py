"""What a student has solved and which hints were shown, kept in the course folder."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import msgspec

from grader import results
from grader.course import Course, Exercise
from grader.files import write_atomically


class Progress(msgspec.Struct):
    """The hints that were shown, and the exercises that are solved."""

    hints: dict[str, int] = {}
    solved: dict[str, str] = {}  # digest of the file in which it was solved

    @classmethod
    def load(cls, course: Course) -> Progress:
        with suppress(OSError):
            return results.decoded(_progress_file(course).read_bytes(), cls) or cls()
        return cls()

    def save(self, course: Course) -> None:
        with suppress(OSError):  # a folder that cannot be written only forgets the hints
            write_atomically(_progress_file(course), msgspec.json.encode(self))


def _progress_file(course: Course) -> Path:
    return course.path / ".convkit" / "progress.json"


def next_hint(course: Course, exercise: Exercise) -> list[str]:
    """Return the hints had so far and one more, as lines; the count is kept."""
    progress = Progress.load(course)
    count = min(progress.hints.get(exercise.id, 0) + 1, len(exercise.hints))
    progress.hints[exercise.id] = count
    progress.save(course)
    lines = [f"Hint {i} of {len(exercise.hints)}: {hint}" for i, hint in enumerate(exercise.hints[:count], start=1)]
    if count == len(exercise.hints):
        return [*lines, f"That was the last one. grader show {exercise.id} prints the call that goes wrong."]
    return lines
