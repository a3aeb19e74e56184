"""Grade some exercises of submissions once more, into a folder of their own."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from grader.cases import bank
from grader.cases.keys import Keys
from grader.course import Course
from grader.grading.batch import Graded, Plan
from grader.grading.pool import Judges
from grader.grading.unused import unused_modules
from grader.sandbox.levels import IsolationLevel


def grade_again(
    catalogue: Course,
    exercises: Sequence[str],
    submissions: Sequence[Path],
    out: Path,
    *,
    place: Path,
    budget: str,
    data: Path | None,
    levels: tuple[IsolationLevel, ...],
) -> list[Graded]:
    """Grade these exercises of the submissions, one after another, on the cases of the bank at `place`."""
    keys = Keys.of(catalogue)
    plan = Plan(
        catalogue.path, place, out, levels, budget, data, tuple(exercises), bank.load(place, keys, exercises).secret,
        keys.fixtures(exercises),
        unused_modules(catalogue, exercises, submissions),
    )  # fmt: skip
    with closing(Judges(plan, 1)) as judges:
        return judges.grade(submissions, lambda _graded: None)
