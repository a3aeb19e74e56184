"""Helpers: the results of a made-up class, as `grader grade` leaves them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from grader import course, evidence, results, roster
from grader.course import Course, Exercise
from grader.evidence import bounded
from grader.files import write_atomically
from grader.plots.svg import Panel
from grader.results import CheckResult, Counterexample, ExerciseResult, Status
from grader.roster import Student

SCRIPT = "<script>document.title = 'changed'</script>"
FOLDER = "<img src=x onerror=document.title=1>"  # a name that a folder can have
STATUSES: tuple[Status, ...] = ("passed", "failed", "not_started", "error", "failed", "missing", "timeout")
TEXT = "Wortspende"  # of students, which no page for others shows
SENTENCE = "The number is `doubled` twice."


def check(exercise: Exercise, number: int, points: int, status: Status, said: str = TEXT) -> CheckResult:
    title = f"{exercise.id} is right for {number} things"
    if status == "passed":
        return CheckResult(f"test_{exercise.id}_{number}", title, status, points, points)
    call = f"{exercise.id}({number})"
    example = Counterexample(call, "1", said, (number, 0, 0)) if status in ("failed", "error") else None
    message = f"wrong value\n{call}\nexpected: 1\ngot:      {said}" if status == "failed" else f"{said} was raised"
    return CheckResult(f"test_{exercise.id}_{number}", title, status, 0, points, message, example)


def exercise_result(exercise: Exercise, status: Status, said: str = TEXT, *, diagnosis: bool = False) -> ExerciseResult:
    """Return the result of an exercise with two checks, of which the second one has this status."""
    first: Status = "passed" if status == "failed" else status
    half = exercise.points // 2
    checks = [check(exercise, 1, half, first, said), check(exercise, 2, exercise.points - half, status, said)]
    found = results.exercise_result(exercise.id, exercise.title, exercise.module, exercise.bonus, checks)
    if not diagnosis:
        return found
    return ExerciseResult(
        *(found.id, found.title, found.module, found.status, found.score, found.max_score, found.checks, found.bonus),
        diagnosis="doubled-twice",
        message=f"{SENTENCE}\n{found.message}\nRight in all 3 calls with n = 0; wrong in all 9 other calls.",
        pattern="Right in all 3 calls with n = 0; wrong in all 9 other calls.",
    )


def write_one(run: Path, catalogue: Course, folder: str, number: int, said: str = TEXT) -> None:
    """Write the record and the evidence of a submission; the number decides what is right."""
    exercises = []
    panels = {}
    for i, exercise in enumerate(catalogue.exercises):
        status = STATUSES[(number * (i + 2) + i) % len(STATUSES)]
        diagnosis = status == "failed" and number % 2 == 0
        exercises.append(exercise_result(exercise, status, said, diagnosis=diagnosis))
        if status == "failed":
            image = np.random.default_rng(number).standard_normal((5, 5)).round(1)
            panels[exercise.id] = bounded(
                [Panel("image", image), Panel("got", image + 1, (0, 0)), Panel("large", np.tile(image, (20, 20)))]
            )
    report = results.report(
        folder,
        exercises,
        digest=f"digest of {number}",
        facts={},
        marks=["limit hit"] if number % 5 == 4 else [],
        notes=[f"{said}.txt: not a module"] if number % 3 == 0 else [],
    )
    write_atomically(run / folder / results.FILE, results.to_json(report))
    write_atomically(run / folder / evidence.FILE, evidence.to_bytes(panels, report.digest))


def write_class(run: Path, folder: Path, students: list[Student], said: str = TEXT) -> Path:
    """Write the results of a class and its roster."""
    catalogue = course.load(folder)
    for number, student in enumerate(students):
        write_one(run, catalogue, student.submission, number, said)
    write_atomically(run / roster.FILE, roster.render(students).encode())
    return run


def students(count: int) -> list[Student]:
    """Return students with names that no other text has."""
    return [
        Student(f"sub-{i:02}-Quoxleben", f"77{i:03}31", f"Zyxandra Vorblatt{i:02}", f"zyx{i:02}@elsewhere.example")
        for i in range(count)
    ]
