"""Help a student along: the next hint, the failing case as a snippet, a watch over the files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import msgspec

from grader import checks, results
from grader.cases import bank
from grader.checks import Check
from grader.course import Course, Exercise
from grader.mistakes.diagnosis import named
from grader.practice import snippet
from grader.practice.session import Practice, PracticeError
from grader.results import CheckResult, ExerciseResult
from grader.subject import Fault, Wrong
from grader.tutorial import data
from grader.writers import board

Say = Callable[[str, str], None]  # a line, and how it looks: "good", "bad", "next" or ""


class Progress(msgspec.Struct):
    """What a student has had of hints and has solved, kept in the course folder."""

    hints: dict[str, int] = {}
    solved: dict[str, str] = {}  # digest of the file in which it was solved

    @classmethod
    def load(cls, course: Course) -> Progress:
        with suppress(OSError):
            return results.decoded(_progress_file(course).read_bytes(), cls) or cls()
        return cls()

    def save(self, course: Course) -> None:
        with suppress(OSError):  # a folder that cannot be written costs the memory of hints, nothing else
            results.write_atomically(_progress_file(course), msgspec.json.encode(self))


def _digest(practice: Practice, exercise: Exercise) -> str:
    return hashlib.sha256(practice.files.get(f"{exercise.module}.py", b"")).hexdigest()


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


@dataclass
class Judged:
    """An exercise after its checks, with the exception of the first check that failed."""

    result: ExerciseResult
    error: Exception | None


class Coach:
    """Judges exercises one at a time, in a warm process."""

    def __init__(self, course: Course, folder: Path, bank_file: Path, *, data_folder: Path | None, budget: str) -> None:
        self.course, self.folder = course, folder
        loaded = bank.load(bank_file, checks.origin(course))
        self.open = partial(Practice, course, folder, data_folder=data_folder, budget=budget, loaded=loaded)
        self.checks: dict[str, list[Check]] = {}
        for check in checks.load(course):
            self.checks.setdefault(check.exercise, []).append(check)

    def judge(self, practice: Practice, exercise: Exercise) -> Judged:
        """Put an exercise's checks to the student's files, up to the first one that fails, and look for its mistake."""
        plain_call = next((c for c in self.checks[exercise.id] if c.plain), None)
        found = [c for c in self.checks[exercise.id] if not c.plain]
        verdicts: list[CheckResult] = []
        error: Exception | None = None
        for check in found:
            verdict, error = practice.judge(check, plain_call)
            verdicts.append(verdict)
            if error is not None:
                break
        result = results.exercise_result(exercise.id, exercise.title, exercise.module, exercise.bonus, verdicts)
        wrong = result.status in ("failed", "error")
        known = practice.known_mistake(exercise.id, self.checks[exercise.id]) if wrong else None
        return Judged(named(result, known) if known else result, error)

    def show(self, exercise: Exercise) -> str:
        """Return the first failing case of an exercise as Python to paste; PracticeError when there is none."""
        practice = self.open()
        try:
            judged = self.judge(practice, exercise)
            if judged.error is None:
                words = board.LOOKS[judged.result.status][1]
                raise PracticeError(f"{exercise.id}: {words}; there is no failing case to show.")
            expected = judged.error.expected if isinstance(judged.error, Wrong) else ""
            requests = practice.student.asked
            message = judged.error.message if isinstance(judged.error, (Wrong, Fault)) else judged.result.message
            place = self.course.path / ".convkit" / f"show-{exercise.id}.npz"
            return snippet.write(requests, self.course.functions, message, expected, place)
        finally:
            practice.close()

    def rounds(self, changes: Iterator[object], say: Say) -> None:
        """Judge where the student stands, then again at each change: one message, or on to the next exercise."""
        progress = Progress.load(self.course)
        self._walk(progress, say)
        for _ in changes:
            self._walk(progress, say)

    def _walk(self, progress: Progress, say: Say) -> None:
        """Go through the exercises from the first one not solved yet, as far as they are solved."""
        practice = self.open()
        try:
            for exercise in self.course.exercises:
                if progress.solved.get(exercise.id) == _digest(practice, exercise):
                    continue
                if not self._step(practice, exercise, progress, say):
                    return
        except data.DataError as error:
            say(str(error), "bad")
            return
        finally:
            practice.close()
            progress.save(self.course)
        say("Everything is done. Well done!", "good")

    def _step(self, practice: Practice, exercise: Exercise, progress: Progress, say: Say) -> bool:
        """Judge one exercise; return whether to go on to the next one."""
        judged = self.judge(practice, exercise)
        if judged.error is None and judged.result.status in ("passed", "skipped"):
            if exercise.id not in progress.solved:
                say(f"✓ {exercise.id} is solved: {judged.result.score} points.", "good")
            progress.solved[exercise.id] = _digest(practice, exercise)
            return True
        progress.solved.pop(exercise.id, None)
        number = board.line_of(practice.files.get(f"{exercise.module}.py", b"").decode("utf-8", "replace"), exercise.id)
        where = f"{self.folder / exercise.module}.py" + (f":{number}" if number else "")
        if judged.result.status == "not_started":
            say(f"Next: {exercise.id} ({exercise.title}), {where}", "next")
        else:
            say(f"✗ {exercise.id}, {where}", "bad")
            say(judged.result.message, "")
        return False
