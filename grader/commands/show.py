"""Print a failing call of an exercise as Python code."""

from functools import partial
from pathlib import Path

import click

from grader import course
from grader.commands.options import bank_of, course_option, data_option, exercise_named, submission_option
from grader.console import Stop
from grader.files import write_atomically
from grader.practice.judge import PracticeJudge
from grader.practice.session import PracticeError
from grader.practice.snippet import failing_case, failing_walk
from grader.resources import ResourceError


@click.command()
@click.argument("exercise")
@click.option("--gif", "gif_file", type=click.Path(path_type=Path), help="Save the kernel's way over the case as GIF.")
@submission_option
@data_option
@course_option
def show(
    exercise: str, gif_file: Path | None, submission_folder: Path | None, data_folder: Path | None, course_folder: Path
) -> None:
    """Print the smallest failing call of EXERCISE as Python code to paste."""
    catalogue = course.load(course_folder)
    wanted = exercise_named(catalogue, exercise)
    folder = submission_folder or catalogue.path / "student"
    place = partial(bank_of, catalogue, None)
    judge = PracticeJudge(catalogue, folder, place, data_folder=data_folder, budget="quick", captures=True)
    try:
        if gif_file:
            write_atomically(gif_file, failing_walk(judge, wanted))
            print(gif_file)
        else:
            print(failing_case(judge, wanted))
    except OSError as error:
        raise Stop(f"{gif_file}: cannot be written ({error.strerror or error}); choose another file.") from None
    except (PracticeError, ResourceError) as error:
        raise Stop(str(error)) from None
