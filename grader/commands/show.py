"""Print a failing call of an exercise as Python code."""

from functools import partial
from pathlib import Path

import click

from grader import course
from grader.commands.options import bank_of, course_option, data_option, exercise_named, submission_option
from grader.console import Stop
from grader.practice.judge import PracticeJudge
from grader.practice.session import PracticeError
from grader.practice.snippet import failing_case
from grader.resources import ResourceError


@click.command()
@click.argument("exercise")
@submission_option
@data_option
@course_option
def show(exercise: str, submission_folder: Path | None, data_folder: Path | None, course_folder: Path) -> None:
    """Print the smallest failing call of EXERCISE as Python code to paste."""
    catalogue = course.load(course_folder)
    wanted = exercise_named(catalogue, exercise)
    folder = submission_folder or catalogue.path / "student"
    judge = PracticeJudge(catalogue, folder, partial(bank_of, catalogue, None), data_folder=data_folder, budget="quick")
    try:
        print(failing_case(judge, wanted))
    except (PracticeError, ResourceError) as error:
        raise Stop(str(error)) from None
