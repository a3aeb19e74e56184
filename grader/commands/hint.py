"""Print the next hint for an exercise."""

from contextlib import closing
from functools import partial
from pathlib import Path

import click

from grader import course
from grader.commands.options import bank_of, course_option, exercise_named, submission_option
from grader.console import Stop, prose
from grader.practice.judge import PracticeJudge
from grader.practice.progress import next_hint
from grader.practice.session import PracticeError
from grader.resources import ResourceError
from grader.results import ExerciseResult


@click.command()
@click.argument("exercise")
@submission_option
@course_option
def hint(exercise: str, submission_folder: Path | None, course_folder: Path) -> None:
    """Print the next hint for EXERCISE; each call shows one more.

    A hint for what fails now comes first, if the course has one.
    """
    catalogue = course.load(course_folder)
    wanted = exercise_named(catalogue, exercise)
    failure: ExerciseResult | None = None
    if wanted.hints_for:
        folder = submission_folder or catalogue.path / "student"
        place = partial(bank_of, catalogue, None)
        judge = PracticeJudge(catalogue, folder, place, data_folder=None, budget="none", captures=True)
        try:
            with closing(judge.open()) as session:
                failure = judge.judge(session, wanted).result
        except (PracticeError, ResourceError) as error:
            raise Stop(str(error)) from None
    for line in next_hint(catalogue, wanted, failure):
        prose(line)
